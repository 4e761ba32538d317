"""The HTTP side: the API that tests read, and a page for people. Mails are strangers' text: all of it is escaped,
and the HTML body is shown in a sandboxed frame that runs no script and loads nothing from elsewhere.
"""

import html
import re

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from portico_local.mail import look
from portico_local.mail.message import Mail
from portico_local.mail.store import MailStore

LIST_LIMIT = 200
LINK = re.compile(r"https?://[^\s<>\"']+")
FRAME_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
)
PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'self'; base-uri 'none'"


def make_pages(store: MailStore) -> Starlette:
    """The application that shows `store`."""

    async def messages(request: Request) -> Response:
        limit = request.query_params.get("limit", str(LIST_LIMIT))
        if not limit.isdecimal():
            return JSONResponse({"title": "limit is not a number"}, 422, media_type="application/problem+json")
        found = store.newest_first(request.query_params.get("to"), min(int(limit), LIST_LIMIT))
        return JSONResponse([mail.as_answer() for mail in found])

    async def forget(_request: Request) -> Response:
        store.clear()
        return Response(status_code=204)

    async def inbox(request: Request) -> Response:
        to = request.query_params.get("to") or None
        return _page("Mail", look.inbox(store.newest_first(to, LIST_LIMIT), to or ""))

    async def one(request: Request) -> Response:
        mail = store.get(request.path_params["mail_id"])
        return _page(mail.subject, look.mail(mail, linked(mail.text))) if mail else _page("Mail", look.GONE, 404)

    async def body(request: Request) -> Response:
        mail = store.get(request.path_params["mail_id"])
        return _framed(mail) if mail else Response(status_code=404)

    return Starlette(
        routes=[
            Route("/", inbox),
            Route("/api/messages", messages),
            Route("/api/messages", forget, methods=["DELETE"]),
            Route("/mails/{mail_id}", one),
            Route("/mails/{mail_id}/body", body),
        ]
    )


def linked(text: str) -> str:
    """Text as HTML, with its http(s) addresses made clickable and everything else escaped."""
    pieces, end = [], 0
    for found in LINK.finditer(text):
        address = found.group().rstrip(".,;:!?)")
        shown = html.escape(address)
        pieces += [
            html.escape(text[end : found.start()]),
            f'<a href="{shown}" target="_blank" rel="noreferrer">{shown}</a>',
        ]
        end = found.start() + len(address)
    return "".join([*pieces, html.escape(text[end:])])


def _page(title: str, content: str, status: int = 200) -> Response:
    headers = {"Content-Security-Policy": PAGE_POLICY, "Referrer-Policy": "no-referrer"}
    return HTMLResponse(look.page(title, content), status, headers)


def _framed(mail: Mail) -> Response:
    headers = {"Content-Security-Policy": FRAME_POLICY, "Referrer-Policy": "no-referrer"}
    return HTMLResponse(f'<base target="_blank">{mail.html}', headers=headers)
