"""The page beside an editor: what the draft, as it stands in the form, would show of the tenant's own records.

Records answers it by the rules of the portal itself; the portal's own parts draw it. Nothing is saved, and nothing
leads out of it: each link goes to the sample itself.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from pydantic import ValidationError

from contracts.records.accounts import FindAccounts
from contracts.records.sampling import SampleDraft
from edge.domain.list_address import ListAddress
from edge.http.problems import AnsweredProblemError
from edge.web.console.portals.drafting import Drafted, faults_in
from edge.web.cookie import Session
from edge.web.records.listing_board import has_board, lanes
from edge.web.records.listing_page import Found, page_of
from edge.web.records.record import Sheet, sheet_of
from edge.web.records.values import Values
from edge.web.visit import Json, Visit

ROWS: Final = 5
ACCOUNTS: Final = 20
MOST: Final = 20
"""Records that are counted one by one; beyond them there are simply more."""
NOBODY: Final = "-"
"""Wants to look as somebody of no account."""
PLACE: Final = "#sample"
OF_READERS: Final = ("time_zone", "date_format", "time_format", "country")


class SampleVisit(Visit):
    """A visit of nobody to a portal that is only drawn."""

    def address(self, below: str) -> str:
        """Give the sample itself, wherever something would lead."""
        return PLACE


@dataclass(frozen=True, slots=True)
class Sample:
    """What is drawn: `listed` for the parts of a list, `sheet` for those of a record; `wrong` is why not."""

    listed: dict[str, Any] | None = None
    sheet: Sheet | None = None
    values: Values | None = None
    wrong: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """How many records show of how many that would without the filter, `20+` where there are more; some by name.

    `known` is false while it cannot be told, since something is unfinished.
    """

    known: bool = False
    shown: str = ""
    whole: str = ""
    names: Sequence[str] = ()


async def chosen_account(visit: Visit, wanted: str) -> tuple[list[tuple[str, str]], str]:
    """Give some accounts to look as, by number with what people call each, and the one that is: the first, unless
    another was wanted. `NOBODY` wants none. While records is away there are none: one can go on designing.
    """
    try:
        found = await visit.ask(FindAccounts(limit=ACCOUNTS))
    except AnsweredProblemError as error:
        _pass_on(error)
        found = {"items": []}
    accounts = [(each["account_id"], _called(each)) for each in found["items"]]
    chosen = wanted.strip() or (accounts[0][0] if accounts else NOBODY)
    known = chosen == NOBODY or any(number == chosen for number, _ in accounts)
    return accounts if known else [(chosen, chosen), *accounts], chosen


async def held_of(visit: Visit, draft: Drafted, documents: tuple[Json, Json], module: str, account: str) -> Held:
    """Tell what of a module shows by one document, and by another that holds nothing back."""
    try:
        with_it, without = await asyncio.gather(
            *(_asked(visit, draft, each, module, account, MOST) for each in documents)
        )
    except ValidationError:
        return Held()
    except AnsweredProblemError as error:
        _pass_on(error)
        return Held()
    shown, whole = _items(with_it, module), _items(without, module)
    names = [str(each.get("title") or each.get("record_id") or "") for each in shown[:ROWS]]
    return Held(known=True, shown=_count(shown), whole=_count(whole), names=names)


async def sample_of(
    visit: Visit, draft: Drafted, document: Json, module: str, account: str, roles: Sequence[str] = ()
) -> Sample:
    """Draw one module of a document as somebody of this account and these roles would see it."""
    try:
        answer = await _asked(visit, draft, document, module, account, ROWS, roles)
    except ValidationError:
        return Sample(wrong=[visit.say("This account cannot be.")])
    except AnsweredProblemError as error:
        _pass_on(error)
        return Sample(wrong=[fault.detail for fault in faults_in(error.problem)] or [error.problem.title])
    shown: Json | None = next((each for each in answer["modules"] if each["module"] == module), None)
    sample: Json | None = next((each for each in answer["samples"] if each["module"] == module), None)
    if shown is None or sample is None:
        return Sample(wrong=[visit.say("The module does not show: it is switched off, or nobody may look at it.")])
    portal = _visit(visit, draft, document, answer["modules"])
    return await _drawn(portal, Values(portal, shown), sample)


async def _asked(
    visit: Visit, draft: Drafted, document: Json, module: str, account: str, limit: int, roles: Sequence[str] = ()
) -> Json:
    request = SampleDraft(
        slug=draft.slug, draft_revision=draft.revision, document=document, module=module, limit=limit,
        account_id=None if account == NOBODY else account, roles=tuple(roles),
    )  # fmt: skip
    return await visit.ask(request)


def _pass_on(error: AnsweredProblemError) -> None:
    """Raise what is not about the draft, and not about records being away."""
    if error.problem.status != 422 and error.problem.status < 500:
        raise error


def _items(answer: Json, module: str) -> list[Json]:
    return next((list(each["items"]) for each in answer["samples"] if each["module"] == module), [])


def _count(items: Sequence[Json]) -> str:
    return str(len(items)) if len(items) < MOST else f"{MOST}+"


async def _drawn(portal: SampleVisit, values: Values, sample: Json) -> Sample:
    address, items = ListAddress(), sample["items"]
    view = values.module["view"]
    if view == "board" and has_board(values):

        async def all_of_them(_address: ListAddress, _limit: int) -> Json:
            return {"items": items, "next_cursor": None}

        found = Found(items=items, lanes=(await lanes(values, address, all_of_them))[0])
    else:
        view, found = "cards" if view == "cards" else "list", Found(items=items)
    page = page_of(portal, values, address, view, found)
    page["headings"] = [replace(one, below="") for one in page["headings"]]
    record = sample.get("record")
    sheet = sheet_of(record, values, portal) if record else None
    if sheet and sheet.lines:
        sheet = replace(sheet, lines=replace(sheet.lines, more=0))
    return Sample(page, sheet, values)


def _visit(visit: Visit, draft: Drafted, document: Json, modules: Sequence[Json]) -> SampleVisit:
    """Make the visit of somebody who reads as the portal's people usually do, in the designer's language."""
    defaults = document.get("defaults") or {}
    profile = {name: defaults.get(name) for name in OF_READERS}
    public = {"name": document.get("name") or "", "look": document.get("look") or {}}
    return SampleVisit(
        visit.http, visit.page, visit.tools, visit.admitted, f"{visit.admitted.who.tenant}/{draft.slug}", "",
        visit.language, public, Session("", "", profile), {"modules": list(modules)}, visit.nonce,
    )  # fmt: skip


def _called(account: Json) -> str:
    return f"{account['name']} ({account['account_id']})" if account.get("name") else str(account["account_id"])
