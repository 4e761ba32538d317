"""Mistakes that somebody might make in a portal's document, outside of its modules, with what each is told."""

from collections.abc import Callable
from typing import Final

from policy import Code
from worlds.sample import Document, dropping, put

Broken = tuple[Callable[[Document], None], str, Code, str]
"""The mistake, the pointer to it, its code, and words of what to do about it."""
BROKEN_PORTALS: Final[dict[str, Broken]] = {
    "a key misspelt": (put("moduls", []), "/moduls", Code.UNKNOWN_KEY, "modules"),
    "an entry's key misspelt": (put("modules", 0, "field", {}), "/modules/0/field", Code.UNKNOWN_KEY, "fields"),
    "no address": (dropping("slug"), "/slug", Code.REQUIRED, "add it"),
    "no audience": (dropping("audience"), "/audience", Code.REQUIRED, "add it"),
    "no modules at all": (dropping("modules"), "/modules", Code.REQUIRED, "add it"),
    "an address with capitals": (put("slug", "Customers"), "/slug", Code.BAD_TEXT, "[a-z]"),
    "an address too long": (put("slug", "a" * 32), "/slug", Code.TOO_LONG, "31"),
    "an empty name": (put("name", ""), "/name", Code.BAD_TEXT, "one line"),
    "a name in two lines": (put("name", "Acme\nCustomers"), "/name", Code.BAD_TEXT, "one line"),
    "a name as number": (put("name", 4711), "/name", Code.WRONG_TYPE, "in quotes"),
    "a name too long": (put("name", "x" * 201), "/name", Code.TOO_LONG, "200"),
    "customers in the plural": (put("audience", "customers"), "/audience", Code.NOT_A_CHOICE, "customer"),
    "one language as text": (put("languages", "en"), "/languages", Code.WRONG_TYPE, "[…]"),
    "no languages": (put("languages", []), "/languages", Code.TOO_FEW, "at least 1"),
    "a language without catalogue": (put("languages", 1, "fr"), "/languages/1", Code.UNKNOWN_LANGUAGE, "de"),
    "a language twice": (put("languages", ["en", "en"]), "/languages/1", Code.DUPLICATE, "leave one"),
    "a default nobody offers": (
        put("defaults", "language", "pt"),
        "/defaults/language",
        Code.UNKNOWN_LANGUAGE,
        "en, de",
    ),
    "a time zone as offset": (
        put("defaults", "time_zone", "+01:00"),
        "/defaults/time_zone",
        Code.UNKNOWN_TIME_ZONE,
        "Europe/Berlin",
    ),
    "a date format of strftime": (
        put("defaults", "date_format", "%d.%m.%Y"),
        "/defaults/date_format",
        Code.NOT_A_CHOICE,
        "dd.MM.yyyy",
    ),
    "a country by name": (put("defaults", "country", "Germany"), "/defaults/country", Code.TOO_LONG, "2"),
    "a country in small letters": (put("defaults", "country", "de"), "/defaults/country", Code.BAD_TEXT, "[A-Z]{2}"),
    "a colour by name": (put("look", "primary", "red"), "/look/primary", Code.BAD_TEXT, "#"),
    "a logo without TLS": (put("look", "logo", "http://acme.example/l.png"), "/look/logo", Code.BAD_TEXT, "https"),
    "no way in": (put("sign_in", {"password": False, "link": False}), "/sign_in", Code.NO_WAY_IN, "password or link"),
    "yes for true": (put("sign_in", "link", "yes"), "/sign_in/link", Code.WRONG_TYPE, "without quotes"),
    "a second factor somehow": (
        put("sign_in", "second_factor", "on"),
        "/sign_in/second_factor",
        Code.NOT_A_CHOICE,
        "optional",
    ),
    "a role for a module of fantasy": (
        put("roles", "billing", "modules", 0, "bills"),
        "/roles/billing/modules/0",
        Code.UNKNOWN_MODULE,
        "use one of",
    ),
    "a role without modules": (put("roles", "billing", {}), "/roles/billing/modules", Code.REQUIRED, "add it"),
    "a role in capitals": (put("roles", "Boss", {"modules": []}), "/roles/Boss", Code.BAD_TEXT, "[a-z]"),
    "roles as a list": (put("roles", ["billing"]), "/roles", Code.WRONG_TYPE, "{…}"),
    "an override for nobody": (
        put("overrides", 0, "accounts", []),
        "/overrides/0/accounts",
        Code.TOO_FEW,
        "at least 1",
    ),
    "an override for a number": (
        put("overrides", 0, "accounts", 0, 1001),
        "/overrides/0/accounts/0",
        Code.WRONG_TYPE,
        "in quotes",
    ),
    "an override of a module of fantasy": (
        put("overrides", 0, "modules_on", 0, "product"),
        "/overrides/0/modules_on/0",
        Code.UNKNOWN_MODULE,
        "use one of: products",
    ),
}
