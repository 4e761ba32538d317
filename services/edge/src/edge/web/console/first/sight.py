"""What a draft would show, drawn as the portal draws it: on the tenant's own records, else on examples that say so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from contracts.records.accounts import FindAccounts
from contracts.records.sampling import SampleDraft
from edge.domain.examples import examples
from edge.domain.list_address import read_address
from edge.http.problems import AnsweredProblemError
from edge.web.console.first.example_words import words_for
from edge.web.console.portals.drafting import Drafted
from edge.web.console.visit import ConsoleVisit
from edge.web.cookie import Session
from edge.web.records.listing_board import Lane, has_board
from edge.web.records.listing_page import Found, page_of
from edge.web.records.record import sheet_of
from edge.web.records.values import Values
from edge.web.visit import Json, Visit

IN_LISTS: Final = 6
"""Records of a list that is looked at by itself."""
RECORD: Final = "#record"
"""Where names of records lead: to the page of one, below the list."""
SUGGESTED: Final = 20


class Sight(ConsoleVisit):
    """Stands where the portal's pages ask for the visit: a reader of the draft's, whose links stay on the page."""

    def address(self, below: str) -> str:
        """Give the record's page on this page; nothing else leads anywhere."""
        return RECORD if below.startswith("/m/") else ""


@dataclass(frozen=True, slots=True)
class Sampled:
    """One module of a draft. `records` are the tenant's own, or made up where it has none: `own` tells.

    `total` is how many of their own this account would see, "" where that is not known.
    """

    module: Json
    records: Sequence[Json]
    record: Json
    own: bool
    total: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The account that is looked as; `id` is "" for none, `suggested` are others, as records finds them."""

    id: str
    name: str
    suggested: Sequence[Json]


async def account_for(visit: Visit, draft: Drafted) -> Chosen:
    """Give the account that the address names, else the first of the draft's audience that is worth a look."""
    found = (await visit.ask(FindAccounts(limit=SUGGESTED)))["items"]
    asked = visit.http.query_params.get("account", "").strip()[:200]
    if asked:
        named = next((one["name"] for one in found if one["account_id"] == asked), None)
        return Chosen(asked, named or "", found)
    fitting = [one for one in found if one["kind"] == draft.document["audience"]] or found
    first = fitting[0] if fitting else {"account_id": "", "name": ""}
    return Chosen(first["account_id"], first["name"] or "", found)


async def sampled(
    visit: Visit, draft: Drafted, document: Json, account: str, *, module: str | None = None, limit: int = 2
) -> list[Sampled]:
    """Give each module that the document shows, in its order; none where records cannot answer by it right now."""
    asked: Json = {"slug": draft.slug, "draft_revision": draft.revision, "document": document, "limit": limit}
    asked |= {"account_id": account} if account else {}
    asked |= {"module": module} if module else {}
    try:
        answer = await visit.ask(SampleDraft.model_validate(asked))
    except AnsweredProblemError as error:
        # A module that was defined a moment ago has not reached records yet.
        if error.problem.status != 422:
            raise
        return []
    views = {view["module"]: view for view in answer["modules"]}
    return [_sampled(visit, views[one["module"]], one) for one in answer["samples"]]


def drawn(visit: Visit, draft: Drafted, one: Sampled) -> Json:
    """Give what the templates of the portal's list and of a record's page are drawn from."""
    sight = sight_of(visit, draft)
    values, address = Values(sight, one.module), read_address([])
    view = one.module["view"] if one.module["view"] != "board" or has_board(values) else "list"
    found = Found(items=one.records, lanes=list(_lanes(values, one.records)) if view == "board" else [])
    listed: Json = page_of(sight, values, address, view, found)
    listed["headings"] = [replace(heading, below="") for heading in listed["headings"]]
    listed["lanes"] = [replace(lane, below=RECORD) for lane in listed["lanes"]]
    return {
        **listed,
        "sight": sight,
        "values": values,
        "sheet": replace(sheet_of(one.record, values, sight), related=[]),
        "sight_formats": sight.formats,
        "back": "",
    }


def sight_of(visit: Visit, draft: Drafted) -> Sight:
    """Give the reader: whoever looks, with the languages and formats that a new user of the portal begins with."""
    defaults = draft.document.get("defaults") or {}
    held = visit.session or Session("", "", {})
    reader = Session(held.access, held.renew, {**held.profile, **defaults})
    return Sight(
        visit.http, visit.page, visit.tools, visit.admitted, "", visit.base, visit.language, visit.public, reader
    )


def _sampled(visit: Visit, view: Json, sample: Json) -> Sampled:
    if sample["items"]:
        records = list(sample["items"])
        return Sampled(view, records, sample["record"] or records[0], own=True, total=str(sample["total"]))
    words = words_for(visit, view["module"])
    made = examples(view, words, Values(visit, view).today)
    return Sampled(view, made, made[0], own=False, total="")


def _lanes(values: Values, records: Sequence[Json]) -> Iterator[Lane]:
    nowhere: Any = read_address([])
    for status, shown in values.statuses.items():
        found = [record for record in records if record.get("status") == status]
        if found:
            yield Lane(shown, found, len(found), nowhere)
