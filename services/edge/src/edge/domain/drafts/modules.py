"""The modules of a portal document: put in order, switched, named, added, taken out."""

from collections.abc import Mapping
from typing import Any, Final

from edge.domain.drafts.entry import Json, entry_of, with_entry
from edge.domain.drafts.unfit import Unfit

STEPS: Final = {"up": -1, "down": 1}
MAX_MODULES: Final = 100


def arranged(document: Mapping[str, Any], asked: str) -> Json:
    """Do what a button of the list says: `up invoices`, `down …`, `to:3 …` (from 1), `on …`, `off …`, `out …`.

    Raises Unfit for a module that the portal does not list, and for anything else.
    """
    verb, _, module = asked.partition(" ")
    number, entry = entry_of(document, module)
    if verb in STEPS:
        return moved(document, number, number + STEPS[verb])
    if verb.startswith("to:") and verb[3:].isdecimal() and len(verb) < 8:
        return moved(document, number, int(verb[3:]) - 1)
    if verb in ("on", "off"):
        rest = {name: value for name, value in entry.items() if name != "on"}
        return with_entry(document, number, rest if verb == "on" else {**rest, "on": False})
    if verb == "out":
        return {**document, "modules": [each for each in document["modules"] if each.get("module") != module]}
    raise Unfit("Nothing of that kind can be done to a module.")


def moved(document: Mapping[str, Any], number: int, to: int) -> Json:
    """Put the module at a place (both from 0); one beyond an end is that end."""
    entries = list(document["modules"])
    entry = entries.pop(number)
    entries.insert(max(0, min(to, len(entries))), entry)
    return {**document, "modules": entries}


def added(document: Mapping[str, Any], entry: Json) -> Json:
    """List one more module, last. Raises Unfit where it is listed already, or there are as many as can be."""
    entries = list(document.get("modules") or ())
    if any(each.get("module") == entry["module"] for each in entries) or len(entries) >= MAX_MODULES:
        raise Unfit("The portal lists this module already, or as many as it can.")
    return {**document, "modules": [*entries, entry]}


def named(document: Mapping[str, Any], module: str, labels: Mapping[str, str]) -> Json:
    """Call a module so in this portal, by language; without any name it is called as its definition says."""
    number, entry = entry_of(document, module)
    said = {language: text.strip() for language, text in labels.items() if text.strip()}
    rest = {name: value for name, value in entry.items() if name != "label"}
    # Where it stands in the entry says nothing; beside the module's name people find it.
    return with_entry(document, number, {"module": module, **({"label": said} if said else {}), **rest})


def bare(module: str) -> Json:
    """Give the entry of a module that nothing is known of: what everybody may see of their own account's, no more."""
    return {"module": module, "scope": "account", "actions": ["view"], "fields": {"title": "read", "status": "read"}}
