"""Lists the records of a module, page by page, as far as the caller's policy shows them."""

from contracts.principal import Principal
from contracts.records.viewing import ListRecords, RecordPage
from records.app.asking import question
from records.app.context import Context
from records.app.freshness import freshness
from records.app.looking import Look, look, shown
from records.app.sorting import chosen_order
from records.app.stretches import next_page, total

LIST = "records"


async def list_records(request: ListRecords, who: Principal, at: Context) -> RecordPage:
    """Give a page. Raises NoPortal, NotFound, UnknownField, BadFilter, TooManyWords, BadCursor.

    The cursor holds for this tenant, membership, policy version and query only. A row that the rules do not let
    through after all is left out: the page is shorter then, and the cursor goes on behind it.
    """
    looking = await look(who, request.module, at)
    order = chosen_order(looking.module, request.sort)
    asked = question(request, looking)
    context = (LIST, at.tenant, who.membership, *_query(request, looking), str(order))
    after = at.cursors.open(request.cursor, *context) if request.cursor else None
    page = await next_page(asked, order, after, request.limit, at)
    items = await shown(asked.looking.allowed(page.rows), asked.looking, looking, at)
    return RecordPage.model_construct(
        items=tuple(items),
        next_cursor=at.cursors.seal(page.after, *context) if page.after else None,
        total=await total(asked, at) if request.count else None,
        fresh_as_of=await freshness([request.module], at),
    )


def _query(request: ListRecords, looking: Look) -> tuple[str, str]:
    """Give what a cursor is bound to: the policy's version, and all that is asked for but how much of it at once."""
    version = f"{looking.policy.portal}/{looking.policy.version}"
    return version, request.model_dump_json(exclude={"cursor", "limit", "count", "sort"})
