"""The start page: what waits, what is being done, what is new. One call; each block leads to the list of just that."""

from starlette.responses import Response

from contracts.records.dashboard import ShowDashboard
from edge.web.start_blocks import StartBlocks
from edge.web.visit import Json, Visit


async def show(visit: Visit) -> Response:
    """Show it."""
    board = await visit.ask(ShowDashboard())
    blocks = StartBlocks(visit, board)
    values = {
        "waiting": blocks.waiting(),
        "going": blocks.going(),
        "fresh": blocks.fresh(),
        "account": _account(visit.profile.get("membership") or {}),
        "modules": [each["module"] for each in visit.view["modules"]],
    }
    return visit.render("start", values)


def _account(membership: Json) -> str:
    """Give whom somebody acts for: by name, where it is known."""
    return str(membership.get("account_name") or membership.get("account_id") or "")
