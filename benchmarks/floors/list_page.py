"""The floor of a list: the same 20 rows from the same index by Starlette and Motor alone, as JSON.

python list_page.py MONGO_URL TENANT PORT
"""

import json
import sys
from typing import Any

import uvicorn
from bson import Decimal128
from motor.motor_asyncio import AsyncIOMotorClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


def make_app(mongo_url: str, tenant: str) -> Starlette:
    """The one page."""
    client: AsyncIOMotorClient[dict[str, Any]] = AsyncIOMotorClient(mongo_url)
    records = client["portico_records"]["records"]
    wanted = {"tenant": tenant, "module": "invoices", "audience": "a:C-1001"}
    names = ("title", "status", "issued_on", "due_on", "currency", "total", "balance", "fields.project")
    fields = {"record_id": 1, "revision": 1, **{f"values.{name}": 1 for name in names}}

    async def page(_request: Request) -> Response:
        cursor = records.find(wanted, fields).sort([("sort.issued_on", -1), ("_id", -1)]).limit(20)
        rows = await cursor.to_list(20)
        return Response(json.dumps({"items": rows}, default=_plain), media_type="application/json")

    return Starlette(routes=[Route("/", page)])


def _plain(value: object) -> str:
    return str(value.to_decimal()) if isinstance(value, Decimal128) else str(value)


if __name__ == "__main__":
    uvicorn.run(make_app(sys.argv[1], sys.argv[2]), port=int(sys.argv[3]), log_level="warning", access_log=False)
