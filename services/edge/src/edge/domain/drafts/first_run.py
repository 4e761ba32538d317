"""What the first-run pages make of a draft: each gives the document anew, with all else word for word as it was."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

Json = dict[str, Any]
PLAIN: Final = "yyyy-MM-dd"
DATES: Final[Mapping[str, str]] = {"de": "dd.MM.yyyy", "es": "dd/MM/yyyy", "pt": "dd/MM/yyyy"}
"""How dates are written in a language; English writes them in too many ways to guess."""
OF_ACCOUNTS: Final = frozenset({"account", "account_tree"})
"""Scopes that the pages choose between; whatever else a module has, somebody chose on purpose."""


def named(
    document: Json, *, name: str, language: str, others: Collection[str], primary: str, logo: str | None = None
) -> Json:
    """Give it a name, its languages with the usual one first, its colour, and its logo: "" for none, None as it is."""
    languages = [language, *sorted(set(others) - {language})]
    return {
        **document,
        "name": name,
        "languages": languages,
        "defaults": {**(document.get("defaults") or {}), "language": language},
        "look": {**(document.get("look") or {}), "primary": primary} | ({} if logo is None else {"logo": logo or None}),
    }


def dated(document: Json) -> Json:
    """Give it dates as its usual language writes them, where nobody has said how."""
    defaults = document["defaults"]
    wished = DATES.get(defaults["language"])
    if wished is None or defaults.get("date_format", PLAIN) != PLAIN:
        return document
    return {**document, "defaults": {**defaults, "date_format": wished}}


def addressed(document: Json, audience: str, entries: Sequence[Json], roles: Mapping[str, Json]) -> Json:
    """Give it to an audience, with the presets for it; unchanged where it is for them already."""
    if document.get("audience") == audience:
        return document
    return {**document, "audience": audience, "modules": [*entries], "roles": {**roles}}


def offered(document: Json, presets: Iterable[Json]) -> list[Json]:
    """Give the entries of all modules that there are to choose from: the draft's, then the presets that it lacks."""
    entries = list(document.get("modules") or ())
    there = {entry["module"] for entry in entries}
    return [*entries, *({**entry, "on": False} for entry in presets if entry["module"] not in there)]


def showing(document: Json, presets: Iterable[Json], chosen: Collection[str]) -> Json:
    """Give it with just these modules on; one that is off keeps what was said of it, and its place."""
    entries = [_switched(entry, on=entry["module"] in chosen) for entry in offered(document, presets)]
    there = {entry["module"] for entry in document.get("modules") or ()}
    return {**document, "modules": [each for each in entries if each["module"] in there | set(chosen)]}


def everything_on(document: Json, presets: Iterable[Json]) -> Json:
    """Give it with every module on that there is to choose from: to look at what each would show."""
    return {**document, "modules": [_switched(entry, on=True) for entry in offered(document, presets)]}


def is_on(entry: Json) -> bool:
    """Tell whether a module shows to everybody."""
    return entry.get("on") is not False


def modules_on(document: Json) -> list[Json]:
    """Give the entries of the modules that show, in order."""
    return [entry for entry in document.get("modules") or () if is_on(entry)]


def reaching(document: Json, scope: str) -> Json:
    """Give it with this scope wherever an account's records show."""
    entries = document.get("modules") or ()
    return {
        **document,
        "modules": [{**each, "scope": scope} if each.get("scope") in OF_ACCOUNTS else each for each in entries],
    }


def reach(document: Json) -> str:
    """Give the scope of the modules that show: `account_tree` where one of them has it."""
    scopes = {entry.get("scope") for entry in modules_on(document)}
    return "account_tree" if "account_tree" in scopes else "account"


def casting(document: Json, usual: Mapping[str, Json], kept: Collection[str]) -> Json:
    """Give it with these of the usual roles; roles of the tenant's own stay, changed ones as they were changed."""
    roles: Mapping[str, Json] = document.get("roles") or {}
    found = {name: role for name, role in roles.items() if name not in usual or name in kept}
    found |= {name: usual[name] for name in usual if name in kept and name not in found}
    order = [*usual, *(name for name in found if name not in usual)]
    return {**document, "roles": {name: found[name] for name in order if name in found}}


def _switched(entry: Json, *, on: bool) -> Json:
    rest = {name: value for name, value in entry.items() if name != "on"}
    return rest if on else {"module": rest["module"], "on": False, **rest}
