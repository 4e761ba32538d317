"""Lists the records of a module, page by page, as far as the caller's policy shows them."""

from contracts.principal import Principal
from contracts.records.viewing import ListRecords, RecordPage
from records.app.context import Context
from records.app.looking import look, shown
from records.app.sorting import chosen_order
from records.ports import Position

LIST = "records"


async def list_records(request: ListRecords, who: Principal, at: Context) -> RecordPage:
    """Give a page. Raises NoPortal, NotFound, UnknownField, BadCursor.

    The cursor holds for this tenant, membership, policy version, module and order only. A row that the rules do not
    let through after all is left out: the page is shorter then, and the cursor goes on behind it.
    """
    looking = await look(who, request.module, at)
    order = chosen_order(looking.module, request.sort)
    version = f"{looking.policy.portal}/{looking.policy.version}"
    context = (LIST, at.tenant, who.membership, version, request.module, str(order))
    after = at.cursors.open(request.cursor, *context) if request.cursor else None
    found = await at.records.page(looking.query(), looking.fields(), order, after, request.limit + 1)
    rows = found[: request.limit]
    items = await shown([row for row in rows if looking.allows(row)], looking, at)
    for item in items:
        item.pop("lines", None)
    if len(found) <= request.limit:
        return RecordPage(items=tuple(items), next_cursor=None)
    last = Position(rows[-1]["sort"][order.key], rows[-1]["_id"])
    return RecordPage(items=tuple(items), next_cursor=at.cursors.seal(last, *context))
