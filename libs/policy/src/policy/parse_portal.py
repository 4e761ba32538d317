"""Reads a whole portal document, strictly, against the tenant's modules."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, cast
from zoneinfo import ZoneInfo

from policy.definition import ModuleDefinition
from policy.faults import Code, Faults
from policy.parse_entry import read_entry
from policy.parse_notices import read_announcement, read_contact, read_terms
from policy.place import LANGUAGES, Place, shown
from policy.portal import (
    ACTIONS,
    AUDIENCES,
    DATE_FORMATS,
    SECOND_FACTOR,
    TIME_FORMATS,
    Defaults,
    Look,
    ModuleEntry,
    Override,
    Portal,
    RoleRule,
    SignIn,
)

MAX_MODULES: Final = 100
MAX_ROLES: Final = 50
MAX_OVERRIDES: Final = 500
MAX_OVERRIDDEN_ACCOUNTS: Final = 10_000
"""Over all overrides of a portal together."""
MAX_ACCOUNT: Final = 200
SLUG: Final = r"[a-z][a-z0-9-]{1,30}"
ROLE: Final = r"[a-z][a-z0-9_-]{0,30}"
COLOUR: Final = r"#[0-9A-Fa-f]{6}"
LOGO: Final = r"[A-Za-z0-9_-]{1,64}|https://[!-~]{1,2000}"
REQUIRED: Final = ("slug", "name", "audience", "languages", "modules")
NOTICES: Final = ("announcement", "contact", "terms")
OPTIONAL: Final = ("defaults", "look", "sign_in", "roles", "overrides", *NOTICES)
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]{0,31}(/[A-Za-z0-9_+-]{1,31}){0,2}")


def parse_portal(document: Mapping[str, object], modules: Mapping[str, ModuleDefinition]) -> Portal:
    """Read a portal document against the tenant's modules. Raises `Invalid` with every fault, and nothing else."""
    faults = Faults()
    root = Place(document, faults)
    members = root.members(REQUIRED, OPTIONAL)
    empty = {key: root.at(key, {}) for key in ("defaults", "look", "sign_in", "roles")}
    empty |= {key: root.at(key, []) for key in ("overrides",)}
    at = {**empty, **members}
    languages = (
        at["languages"].choices(LANGUAGES, Code.UNKNOWN_LANGUAGE, len(LANGUAGES), 1) if "languages" in at else ()
    )
    portal = Portal(
        slug=at["slug"].text(31, SLUG) if "slug" in at else "",
        name=at["name"].text(200) if "name" in at else "",
        audience=cast('Literal["customer", "supplier"]', at["audience"].choice(AUDIENCES) if "audience" in at else ""),
        languages=languages,
        defaults=_defaults(at["defaults"], languages),
        look=_look(at["look"]),
        sign_in=_sign_in(at["sign_in"]),
        modules=_modules(at["modules"], modules, at["roles"]) if "modules" in at else (),
        roles=_roles(at["roles"], modules),
        overrides=_overrides(at["overrides"], modules),
        announcement=read_announcement(at["announcement"]) if "announcement" in at else None,
        contact=read_contact(at["contact"]) if "contact" in at else None,
        terms=read_terms(at["terms"]) if "terms" in at else None,
    )
    faults.raise_any()
    return portal


def _defaults(place: Place, languages: tuple[str, ...]) -> Defaults:
    at = place.members((), ("language", "time_zone", "date_format", "time_format", "country"))
    found: dict[str, str] = {"language": languages[0] if languages else ""}
    if "language" in at:
        found["language"] = at["language"].choice(languages or LANGUAGES, Code.UNKNOWN_LANGUAGE)
    if "time_zone" in at:
        found["time_zone"] = _time_zone(at["time_zone"])
    if "date_format" in at:
        found["date_format"] = at["date_format"].choice(DATE_FORMATS)
    if "time_format" in at:
        found["time_format"] = at["time_format"].choice(TIME_FORMATS)
    if "country" in at:
        found["country"] = at["country"].text(2, r"[A-Z]{2}")
    return Defaults(**found)


def _time_zone(place: Place) -> str:
    name = place.text(64)
    try:
        known = bool(_ZONE.fullmatch(name)) and bool(ZoneInfo(name).key)
    except (LookupError, ValueError, OSError):
        known = False
    if name and not known:
        place.refuse(Code.UNKNOWN_TIME_ZONE, f"{shown(name)} is no time zone; write an IANA name such as Europe/Berlin")
    return name


def _look(place: Place) -> Look:
    at = place.members((), ("logo", "primary"))
    return Look(
        logo=at["logo"].text(2008, LOGO) if "logo" in at else None,
        primary=at["primary"].text(7, COLOUR) if "primary" in at else Look().primary,
    )


def _sign_in(place: Place) -> SignIn:
    at = place.members((), ("password", "link", "second_factor"))
    usual = SignIn()
    sign_in = SignIn(
        password=at["password"].flag() if "password" in at else usual.password,
        link=at["link"].flag() if "link" in at else usual.link,
        second_factor=at["second_factor"].choice(SECOND_FACTOR) if "second_factor" in at else usual.second_factor,
    )
    if not (sign_in.password or sign_in.link):
        place.refuse(Code.NO_WAY_IN, "nobody could sign in; set password or link to true")
    return sign_in


def _modules(place: Place, modules: Mapping[str, ModuleDefinition], roles: Place) -> tuple[ModuleEntry, ...]:
    named = [name for name in roles.value if isinstance(name, str)] if isinstance(roles.value, Mapping) else []
    found: dict[str, ModuleEntry] = {}
    for item in place.items(MAX_MODULES):
        entry = read_entry(item, modules, named[:MAX_ROLES])
        if entry is not None and entry.module in found:
            item.at("module", entry.module).refuse(
                Code.DUPLICATE, f"{entry.module} is listed twice; leave one of the entries out"
            )
        elif entry is not None:
            found[entry.module] = entry
    return tuple(found.values())


def _roles(place: Place, modules: Mapping[str, ModuleDefinition]) -> Mapping[str, RoleRule]:
    """A role may name modules that the portal does not list (yet): they grant nothing."""
    found: dict[str, RoleRule] = {}
    for name, item in place.entries(MAX_ROLES).items():
        if not re.fullmatch(ROLE, name):
            item.refuse(Code.BAD_TEXT, f"{shown(name)} is no name for a role; write it as {ROLE}")
        at = item.members(("modules",), ("without",))
        granted = at["modules"].choices(modules, Code.UNKNOWN_MODULE, MAX_MODULES) if "modules" in at else ()
        without = at["without"].choices(ACTIONS, Code.UNKNOWN_ACTION, len(ACTIONS)) if "without" in at else ()
        found[name] = RoleRule(frozenset(granted), frozenset(without))
    return MappingProxyType(found)


def _overrides(place: Place, modules: Mapping[str, ModuleDefinition]) -> tuple[Override, ...]:
    found: list[Override] = []
    left = MAX_OVERRIDDEN_ACCOUNTS
    for item in place.items(MAX_OVERRIDES):
        at = item.members(("accounts",), ("modules_on", "modules_off"))
        items = at["accounts"].items(max(left, 0), 1) if "accounts" in at else []
        left -= len(items)
        accounts = frozenset(account.text(MAX_ACCOUNT) for account in items)
        on, off = (
            frozenset(at[key].choices(modules, Code.UNKNOWN_MODULE, MAX_MODULES) if key in at else ())
            for key in ("modules_on", "modules_off")
        )
        found.append(Override(accounts, on, off))
    return tuple(found)
