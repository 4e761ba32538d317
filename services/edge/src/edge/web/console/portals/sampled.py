"""The page beside an editor: what the draft, as it stands in the form, would show of the tenant's own records.

Records answers it by the rules of the portal itself; the portal's own parts draw it. Nothing is saved, and nothing
leads out of it: each link goes to the sample itself.
"""

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


async def accounts_of(visit: Visit, q: str = "") -> list[tuple[str, str]]:
    """Give some accounts to look as: number, and what people call it."""
    found = await visit.ask(FindAccounts(q=q or None, limit=ACCOUNTS))
    return [(each["account_id"], _called(each)) for each in found["items"]]


async def sample_of(visit: Visit, draft: Drafted, document: Json, module: str, account: str) -> Sample:
    """Draw one module of a document as somebody of this account would see it."""
    try:
        answer = await visit.ask(
            SampleDraft(
                slug=draft.slug, draft_revision=draft.revision, document=document, account_id=account or None,
                module=module, limit=ROWS,
            )
        )  # fmt: skip
    except ValidationError:
        return Sample(wrong=[visit.say("This account cannot be.")])
    except AnsweredProblemError as error:
        if error.problem.status != 422:
            raise
        return Sample(wrong=[fault.detail for fault in faults_in(error.problem)] or [error.problem.title])
    shown: Json | None = next((each for each in answer["modules"] if each["module"] == module), None)
    sample: Json | None = next((each for each in answer["samples"] if each["module"] == module), None)
    if shown is None or sample is None:
        return Sample(wrong=[visit.say("The module does not show: it is switched off, or nobody may look at it.")])
    portal = _visit(visit, draft, document, answer["modules"])
    return await _drawn(portal, Values(portal, shown), sample)


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
