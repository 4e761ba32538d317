"""Searches all modules that show, each by the same policy and the same words as its list."""

from typing import Final

from contracts.principal import Principal
from contracts.records.searching import ModuleHits, SearchHits, SearchRecords
from contracts.records.viewing import ListRecords
from records.app.asking import Question, question
from records.app.context import Context
from records.app.looking import BRIEFLY, Look, looks, shown
from records.app.sorting import is_preset, usual_order
from records.app.stretches import BY_RECORD
from records.domain.public_id import public_id
from records.ports import Row

MODULES: Final = 40
"""As many modules of a portal, in its order, as one search goes through."""
EXAMINED: Final = 5_000
"""Records that are gone through in one module at most …"""
EXAMINED_IN_ALL: Final = 20_000
"""… and in all modules together, which share it evenly."""


async def search_records(request: SearchRecords, who: Principal, at: Context) -> SearchHits:
    """Give the first hits of each module. Raises NoPortal, TooManyWords."""
    found = (await looks(who, at))[:MODULES]
    keys = min(EXAMINED, EXAMINED_IN_ALL // max(len(found), 1))
    hits = [await _search(request, one, keys, at) for one in found]
    return SearchHits(modules=tuple(one for one in hits if one.items or one.more))


async def _search(request: SearchRecords, looking: Look, keys: int, at: Context) -> ModuleHits:
    module = looking.module
    brief = tuple(name for name in BRIEFLY if name in module.readable) or ("record_id",)
    asked = question(ListRecords.model_construct(module=module.module, q=request.q, fields=brief), looking)
    nothing = not asked.wanted.words
    rows, more = ([], False) if nothing else await _rows(request, asked, keys, at)
    visible = asked.looking.allowed(rows)[: request.limit]
    return ModuleHits(
        module=module.module,
        label=dict(module.label),
        items=tuple(await shown(visible, asked.looking, looking, at)),
        more=more,
    )


async def _rows(request: SearchRecords, asked: Question, keys: int, at: Context) -> tuple[list[Row], bool]:
    """Give the record of that very id, then others in order; and whether there may be more."""
    usual = usual_order(asked.unasked.module)
    order = usual if is_preset(usual) else BY_RECORD
    key = public_id(at.tenant, asked.unasked.module.module, request.q.strip())
    named = await at.records.some([key], asked.wanted)
    until = await at.records.edge(asked.wanted, order, None, keys)
    others = await at.records.page(asked.wanted, order, None, request.limit + 1, until)
    rows = [*named, *(row for row in others if row["_id"] != key)]
    return rows, until is not None or len(rows) > request.limit
