"""Step four: what would show to whom, in words and figures, before anybody sees any of it."""

from typing import Final

from starlette.responses import Response

from edge.domain.drafts.first_run import modules_on, reach
from edge.web.catalogues import later
from edge.web.console.first.granting import SCOPES, said_of
from edge.web.console.first.naming import AUDIENCES
from edge.web.console.first.sight import Sampled, account_for, sampled, sight_of
from edge.web.console.first.steps import page
from edge.web.console.portals import drafting
from edge.web.console.portals.drafting import Drafted
from edge.web.console.portals.sentences import ACTIONS
from edge.web.console.portals.wording import Wording
from edge.web.console.telling import told_about
from edge.web.language import own_name
from edge.web.records.values import DECLARED, Values
from edge.web.visit import Json, Visit

TOLD: Final = {
    "changed": ("warning", later("Somebody has changed the draft meanwhile. Look at it again before you publish.")),
}
NAMED: Final = 8
"""Fields that are named; of the others it is said how many there are."""


async def show(visit: Visit) -> Response:
    """Show it."""
    draft = await drafting.load(visit)
    document = draft.document
    account = await account_for(visit, draft)
    seen = {one.module["module"]: one for one in await sampled(visit, draft, document, account.id, limit=1)}
    values = {
        "account": account,
        "modules": [_module(visit, draft, entry, seen.get(entry["module"])) for entry in modules_on(document)],
        "audience": next(visit.say(words) for value, words in AUDIENCES if value == document["audience"]),
        "languages": [own_name(each) for each in document["languages"]],
        "scope": next(visit.say(words) for value, words, _ in SCOPES if value == reach(document)),
        "roles": [said_of(visit, role)[0] for role in document.get("roles") or {}],
        "told_about": told_about(visit, TOLD),
    }
    return page(visit, draft, "check", values)


def _module(visit: Visit, draft: Drafted, entry: Json, sample: Sampled | None) -> Json:
    """Give what is said of one module; `kept_back` are the tenant's own fields of it that do not show."""
    name = entry["module"]
    declared = {f"{DECLARED}{field['name']}" for field in draft.modules.get(name, {}).get("fields") or ()}
    granted = [field for field, right in (entry.get("fields") or {}).items() if right != "hidden"]
    return {
        "module": name,
        "name": Wording(visit, draft.document, draft.document, draft.modules).module(name, entry),
        "icon": visit.icon_of(name),
        "total": sample.total if sample and sample.own else "",
        "fields": _labels(visit, draft, sample, granted)[:NAMED],
        "more": max(0, len(_tops(granted)) - NAMED),
        "actions": [visit.say(ACTIONS[action]) for action in entry.get("actions") or () if action in ACTIONS],
        "filtered": bool(entry.get("filter")),
        "kept_back": len(declared - set(granted)),
        "everyone": entry.get("scope") == "everyone",
    }


def _tops(granted: list[str]) -> list[str]:
    """Give the fields with all of a line's as one."""
    return list(dict.fromkeys("lines" if field.startswith("lines.") else field for field in granted))


def _labels(visit: Visit, draft: Drafted, sample: Sampled | None, granted: list[str]) -> list[str]:
    if sample is None:
        return []
    values = Values(sight_of(visit, draft), sample.module)
    return [values.label(field) for field in _tops(granted)]
