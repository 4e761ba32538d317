"""What is otherwise for some accounts: modules that are on for them alone, or off; accounts are found by searching.

The form is the state: searching brings the page back with what was found, to be ticked; nothing is kept before it is
saved.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from starlette.responses import Response

from contracts.records.accounts import FindAccounts
from edge.domain.drafts.exceptions import (
    accounts_in,
    exception_of,
    exceptions_in,
    kept,
    key_of,
    removed,
    states_in,
    states_of,
    written,
)
from edge.domain.drafts.unfit import Unfit
from edge.domain.refusal import NotFound
from edge.web.catalogues import later
from edge.web.console.portals.drafting import FIELDS, FORM, Drafted, Fields, load, page, save
from edge.web.console.portals.wording import Wording
from edge.web.visit import Json, Visit

SHOWN: Final = 50
"""Exceptions of one page; an account's are found by its number."""
FOUND: Final = 12
TERM: Final = 200
INCOMPLETE: Final = later("Name at least one account, and choose for at least one module.")


@dataclass(frozen=True, slots=True)
class Filled:
    """The form as it is filled in; `found` are accounts that fit `term`, None where nobody looked for any."""

    accounts: Sequence[str]
    states: Mapping[str, str]
    term: str = ""
    found: Sequence[Json] | None = None
    more: bool = False
    wrong: str = ""


async def show(visit: Visit) -> Response:
    """Show them, or those of an account."""
    draft, wanted = await load(visit), visit.http.query_params.get("account", "").strip()[:TERM]
    fitting = [
        each
        for each in exceptions_in(draft.document)
        if not wanted or any(wanted.casefold() in account.casefold() for account in each["accounts"])
    ]
    names = _names(visit, draft)
    values = {
        "exceptions": [
            (key_of(each), each["accounts"], _said(names, each, "modules_on"), _said(names, each, "modules_off"))
            for each in fitting[:SHOWN]
        ],
        "more": max(0, len(fitting) - SHOWN),
        "wanted": wanted,
        "all": len(exceptions_in(draft.document)),
    }
    return page(visit, draft, "exceptions", values)


async def show_one(visit: Visit) -> Response:
    """Show one, or an empty one."""
    draft, key = await load(visit), visit.http.path_params.get("key", "")
    try:
        exception = exception_of(draft.document, key) if key else {"accounts": []}
    except Unfit as error:
        raise NotFound from error
    return _form(visit, draft, Filled(exception["accounts"], states_of(exception)))


async def send(visit: Visit) -> Response:
    """Keep one; or look for accounts, and show the form again with what was found."""
    fields, params = await visit.form(FORM, FIELDS), visit.http.path_params
    if fields.get("do") == "find":
        return await _find(visit, fields)
    if not (accounts_in(fields) and states_in(fields)):
        filled = Filled(accounts_in(fields), states_in(fields), wrong=visit.say(INCOMPLETE))
        return _form(visit, await load(visit), filled, status=422)
    key = params.get("key", "")
    return await save(visit, partial(_kept, key), f"/portals/{params['slug']}/exceptions", fields=fields)


async def remove(visit: Visit) -> Response:
    """Take one away."""
    params = visit.http.path_params
    below = f"/portals/{params['slug']}/exceptions"
    return await save(visit, lambda draft, _fields: removed(draft.document, params["key"]), below)


def _kept(key: str, draft: Drafted, fields: Fields) -> Json:
    return kept(draft.document, key, written(accounts_in(fields), states_in(fields)))


async def _find(visit: Visit, fields: Fields) -> Response:
    """Show the form as it was filled in, with the accounts that fit what was asked."""
    draft, accounts = await load(visit), accounts_in(fields)
    term = fields.get("q", "").strip()[:TERM]
    answer = await visit.ask(FindAccounts(q=term or None, limit=FOUND))
    found = [each for each in answer["items"] if each["account_id"] not in accounts]
    return _form(visit, draft, Filled(accounts, states_in(fields), term, found, bool(answer.get("more"))))


def _form(visit: Visit, draft: Drafted, filled: Filled, *, status: int = 200) -> Response:
    values = {
        "below": visit.http.url.path.removeprefix(visit.root),
        "is_new": not visit.http.path_params.get("key"),
        "filled": filled,
        "modules": [
            (module, words, _usual(draft, module), filled.states.get(module, ""))
            for module, words in _names(visit, draft).items()
        ],
    }
    return page(visit, draft, "exception", values, status=status)


def _names(visit: Visit, draft: Drafted) -> dict[str, str]:
    """Give what each module of the portal is called, in its order; then those that only exceptions still name."""
    wording = Wording(visit, draft.document, draft.document, draft.modules)
    listed = {entry["module"]: wording.module(entry["module"], entry) for entry in draft.entries}
    named = {module for each in exceptions_in(draft.document) for module in states_of(each)}
    return {**listed, **{module: wording.module(module, {}) for module in sorted(named - listed.keys())}}


def _said(names: Mapping[str, str], exception: Json, member: str) -> str:
    return ", ".join(names.get(module, module) for module in exception.get(member) or ())


def _usual(draft: Drafted, module: str) -> bool | None:
    """Tell whether a module is on for everybody else; None where the portal does not list it."""
    entry = next((each for each in draft.entries if each["module"] == module), None)
    return None if entry is None else entry.get("on", True) is not False
