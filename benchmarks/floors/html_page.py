"""The floor of a page: the same 20 rows from the same index by Starlette, Motor and Jinja alone, as a bare table.

python html_page.py MONGO_URL TENANT PORT
"""

import sys
from typing import Any

import uvicorn
from jinja2 import Environment
from motor.motor_asyncio import AsyncIOMotorClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

COLUMNS = ("title", "issued_on", "due_on", "total", "balance", "status")
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Invoices</title></head><body><h1>Invoices</h1>
<table><thead><tr>{% for name in columns %}<th scope="col">{{ name }}</th>{% endfor %}</tr></thead>
<tbody>{% for row in rows %}<tr>
{% for name in columns %}<td>{{ row["values"][name] }}</td>{% endfor %}
</tr>{% endfor %}</tbody></table></body></html>"""


def make_app(mongo_url: str, tenant: str) -> Starlette:
    """The one page."""
    client: AsyncIOMotorClient[dict[str, Any]] = AsyncIOMotorClient(mongo_url)
    records = client["portico_records"]["records"]
    template = Environment(autoescape=True).from_string(PAGE)
    wanted = {"tenant": tenant, "module": "invoices", "audience": "a:C-1001"}
    fields = {"record_id": 1, "revision": 1, **{f"values.{name}": 1 for name in COLUMNS}}

    async def page(_request: Request) -> HTMLResponse:
        cursor = records.find(wanted, fields).sort([("sort.issued_on", -1), ("_id", -1)]).limit(20)
        return HTMLResponse(template.render(rows=await cursor.to_list(20), columns=COLUMNS))

    return Starlette(routes=[Route("/", page)])


if __name__ == "__main__":
    uvicorn.run(make_app(sys.argv[1], sys.argv[2]), port=int(sys.argv[3]), log_level="warning", access_log=False)
