"""Exceptions of a portal document (`overrides`): for some accounts, some modules are on that are off, or the reverse.

They have no names. Each is known by what it says, so that a form which was made from one is never taken for another.
"""

import json
import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from edge.domain.drafts.entry import Json
from edge.domain.drafts.unfit import Unfit

MAX_EXCEPTIONS: Final = 500
KEY: Final = 20
"""Letters of a key."""
MODULE: Final = "module."
ADD: Final = "add."
"""`module.<module>` is `on`, `off` or nothing; `add.<account>` ticks one that was found."""
STATES: Final = ("on", "off")
_APART: Final = re.compile(r"[\n\r\t,;]+")


def key_of(exception: Mapping[str, Any]) -> str:
    """Give what an exception is known by."""
    return sha256(json.dumps(exception, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:KEY]


def exceptions_in(document: Mapping[str, Any]) -> list[Json]:
    """Give all of them, in order."""
    return list(document.get("overrides") or ())


def exception_of(document: Mapping[str, Any], key: str) -> Json:
    """Give one by its key. Raises Unfit where none says this any more."""
    return exceptions_in(document)[_at(document, key)]


def accounts_in(fields: Mapping[str, str]) -> list[str]:
    """Give the accounts of a form, those that were written and those that were ticked, each once."""
    written = (each.strip() for each in _APART.split(fields.get("accounts", "")))
    ticked = (name.removeprefix(ADD) for name in fields if name.startswith(ADD))
    return list(dict.fromkeys(each for each in (*written, *ticked) if each))


def states_in(fields: Mapping[str, str]) -> dict[str, str]:
    """Give `on` or `off` by module, as a form has them."""
    chosen = {name.removeprefix(MODULE): state for name, state in fields.items() if name.startswith(MODULE)}
    return {module: state for module, state in chosen.items() if state in STATES}


def states_of(exception: Mapping[str, Any]) -> dict[str, str]:
    """Give `on` or `off` by module; off is stronger."""
    on, off = exception.get("modules_on") or (), exception.get("modules_off") or ()
    return {**dict.fromkeys(on, "on"), **dict.fromkeys(off, "off")}


def written(accounts: Sequence[str], states: Mapping[str, str]) -> Json:
    """Write one down. Raises Unfit for one that names no account, or no module."""
    if not accounts or not states:
        raise Unfit("An exception is for an account at least, and about a module.")
    lists = {state: [module for module, each in states.items() if each == state] for state in STATES}
    return {"accounts": list(accounts), **{f"modules_{state}": found for state, found in lists.items() if found}}


def kept(document: Mapping[str, Any], key: str, exception: Json) -> Json:
    """Put one in the place of that with this key; without a key, last. Raises Unfit."""
    every = exceptions_in(document)
    if key:
        every[_at(document, key)] = exception
    elif len(every) >= MAX_EXCEPTIONS:
        raise Unfit("There are as many exceptions as there can be: name more accounts in one of them.")
    else:
        every.append(exception)
    return {**document, "overrides": every}


def removed(document: Mapping[str, Any], key: str) -> Json:
    """Take one away. Raises Unfit where none says this any more."""
    every = exceptions_in(document)
    del every[_at(document, key)]
    return {**document, "overrides": every}


def _at(document: Mapping[str, Any], key: str) -> int:
    for number, exception in enumerate(exceptions_in(document)):
        if key_of(exception) == key:
            return number
    raise Unfit("Somebody has changed this exception, or taken it away.")
