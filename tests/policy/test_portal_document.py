"""A portal document is taken whole or refused with a pointer to each place that is wrong."""

from collections.abc import Callable

import pytest

from policy import PRESET_MODULES, Code, parse_portal
from policy.faults import MAX_FAULTS
from policy.filters import Condition, Every
from policy.portal import Section, Sort
from worlds.sample import Document, dropping, entry, faults_of, portal_of, put, sample


def test_the_designs_portal_is_taken_word_for_word() -> None:
    portal = parse_portal(sample(), PRESET_MODULES)

    (invoices,) = portal.modules
    assert portal.defaults.time_zone == "Europe/Berlin"
    assert invoices.filter == Every((Condition("status", "choice", "in", ("open", "paid", "overdue")),))
    assert invoices.layout.detail == (Section({"en": "Amounts"}, ("total", "balance")),)
    assert invoices.sort == Sort("issued_on", descending=True)
    assert str(invoices.sort) == "-issued_on"
    assert portal.roles["technical"].without == {"pay"}


def test_a_portal_may_be_as_short_as_this() -> None:
    document = {"slug": "c1", "name": "C", "audience": "supplier", "languages": ["pt"], "modules": []}

    portal = parse_portal(document, PRESET_MODULES)

    assert portal.defaults.language == "pt"
    assert portal.sign_in.password
    assert portal.roles == {}


MODULE = ("modules", 0)
WRONG = {
    "an unknown key": (put("colour", "red"), "/colour", Code.UNKNOWN_KEY),
    "an unknown key with slashes": (put("a/b~c", 1), "/a~1b~0c", Code.UNKNOWN_KEY),
    "no slug": (dropping("slug"), "/slug", Code.REQUIRED),
    "a slug in capitals": (put("slug", "Customers"), "/slug", Code.BAD_TEXT),
    "a slug with a line break": (put("slug", "customers\n"), "/slug", Code.BAD_TEXT),
    "a name that is a number": (put("name", 7), "/name", Code.WRONG_TYPE),
    "a name with NUL": (put("name", "a\x00"), "/name", Code.BAD_TEXT),
    "half a surrogate": (put("name", "\ud800"), "/name", Code.BAD_TEXT),
    "a name without end": (put("name", "a" * 201), "/name", Code.TOO_LONG),
    "an unknown audience": (put("audience", "everybody"), "/audience", Code.NOT_A_CHOICE),
    "no language": (put("languages", []), "/languages", Code.TOO_FEW),
    "an unknown language": (put("languages", 1, "tlh"), "/languages/1", Code.UNKNOWN_LANGUAGE),
    "a language twice": (put("languages", ["en", "en"]), "/languages/1", Code.DUPLICATE),
    "a default language not offered": (
        put("defaults", "language", "es"),
        "/defaults/language",
        Code.UNKNOWN_LANGUAGE,
    ),
    "a time zone of fantasy": (
        put("defaults", "time_zone", "Mars/X"),
        "/defaults/time_zone",
        Code.UNKNOWN_TIME_ZONE,
    ),
    "a time zone that climbs": (
        put("defaults", "time_zone", "../../etc/passwd"),
        "/defaults/time_zone",
        Code.UNKNOWN_TIME_ZONE,
    ),
    "a folder of time zones": (
        put("defaults", "time_zone", "Europe"),
        "/defaults/time_zone",
        Code.UNKNOWN_TIME_ZONE,
    ),
    "a country in words": (put("defaults", "country", "Germany"), "/defaults/country", Code.TOO_LONG),
    "a colour by name": (put("look", "primary", "blue"), "/look/primary", Code.BAD_TEXT),
    "a logo that is a script": (put("look", "logo", "javascript:x"), "/look/logo", Code.BAD_TEXT),
    "no way to sign in": (
        put("sign_in", {"password": False, "link": False}),
        "/sign_in",
        Code.NO_WAY_IN,
    ),
    "one for true": (put("sign_in", "link", 1), "/sign_in/link", Code.WRONG_TYPE),
    "modules by name": (put("modules", {"invoices": {}}), "/modules", Code.WRONG_TYPE),
    "an unknown module": (put(*MODULE, "module", "dragons"), "/modules/0/module", Code.UNKNOWN_MODULE),
    "an unknown scope": (put(*MODULE, "scope", "all"), "/modules/0/scope", Code.NOT_A_CHOICE),
    "everyone by accident": (put(*MODULE, "scope", "everyone"), "/modules/0/scope", Code.EVERYONE_UNSAID),
    "everyone confirmed in vain": (put(*MODULE, "everyone", True), "/modules/0/everyone", Code.EVERYONE_UNUSED),
    "an unknown action": (put(*MODULE, "actions", ["view", "steal"]), "/modules/0/actions/1", Code.UNKNOWN_ACTION),
    "an unknown declared field": (
        put(*MODULE, "fields", "fields.cost", "read"),
        "/modules/0/fields/fields.cost",
        Code.UNKNOWN_FIELD,
    ),
    "a declared field without its prefix": (
        put(*MODULE, "fields", "project", "read"),
        "/modules/0/fields/project",
        Code.UNKNOWN_FIELD,
    ),
    "a grant for the accounts": (
        put(*MODULE, "fields", "accounts", "read"),
        "/modules/0/fields/accounts",
        Code.UNKNOWN_FIELD,
    ),
    "a hidden revision": (
        put(*MODULE, "fields", "revision", "hidden"),
        "/modules/0/fields/revision",
        Code.NOT_GRANTABLE,
    ),
    "an unknown right": (put(*MODULE, "fields", "title", "rw"), "/modules/0/fields/title", Code.NOT_A_CHOICE),
    "a column that is hidden": (
        put(*MODULE, "fields", "total", "hidden"),
        "/modules/0/layout/list/3",
        Code.NOT_GRANTED,
    ),
    "lines as a column": (
        put(*MODULE, "layout", "list", 0, "lines"),
        "/modules/0/layout/list/0",
        Code.NOT_LISTABLE,
    ),
    "a section's hidden field": (
        put(*MODULE, "layout", "detail", 0, "fields", 1, "terms"),
        "/modules/0/layout/detail/0/fields/1",
        Code.NOT_GRANTED,
    ),
    "a label in an unknown language": (
        put(*MODULE, "label", "xx", "X"),
        "/modules/0/label/xx",
        Code.UNKNOWN_LANGUAGE,
    ),
    "a label in no language": (put(*MODULE, "label", {}), "/modules/0/label", Code.TOO_FEW),
    "a sort by a hidden field": (put(*MODULE, "sort", "-fields.reference"), "/modules/0/sort", Code.NOT_GRANTED),
    "an unknown related module": (
        put(*MODULE, "related", ["dragons"]),
        "/modules/0/related/0",
        Code.UNKNOWN_MODULE,
    ),
    "a role's unknown module": (
        put("roles", "billing", "modules", 1, "x"),
        "/roles/billing/modules/1",
        Code.UNKNOWN_MODULE,
    ),
    "a role without modules": (put("roles", "billing", {}), "/roles/billing/modules", Code.REQUIRED),
    "a role's unknown action": (
        put("roles", "billing", "without", ["x"]),
        "/roles/billing/without/0",
        Code.UNKNOWN_ACTION,
    ),
    "a role in capitals": (put("roles", "Boss", {"modules": []}), "/roles/Boss", Code.BAD_TEXT),
    "an override for nobody": (put("overrides", 0, "accounts", []), "/overrides/0/accounts", Code.TOO_FEW),
    "an override's unknown module": (
        put("overrides", 0, "modules_on", ["x"]),
        "/overrides/0/modules_on/0",
        Code.UNKNOWN_MODULE,
    ),
}


@pytest.mark.parametrize(("change", "pointer", "code"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_refused_where_it_stands(change: Callable[[Document], None], pointer: str, code: Code) -> None:
    document = sample()
    change(document)

    assert (pointer, code.value) in faults_of(document)


def test_a_module_listed_twice_is_refused_at_the_second() -> None:
    document = portal_of(entry("invoices"), entry("orders"), entry("invoices"))

    assert faults_of(document) == [("/modules/2/module", "duplicate")]


def test_a_sort_needs_a_sortable_field() -> None:
    document = portal_of(entry("invoices", fields={"currency": "read"}, sort="currency"))

    assert faults_of(document) == [("/modules/0/sort", "not-sortable")]


def test_all_faults_are_told_at_once_up_to_a_bound() -> None:
    document = sample() | {"slug": "X", "languages": ["xx"] * 4}
    document["modules"][0]["scope"] = "?"

    assert {"/slug", "/languages/0", "/modules/0/scope"} <= {pointer for pointer, _ in faults_of(document)}
    assert len(faults_of({**sample(), **{f"k{number}": 1 for number in range(1_000)}})) == MAX_FAULTS


def test_all_overrides_together_name_at_most_ten_thousand_accounts() -> None:
    half = {"accounts": [f"C-{number}" for number in range(5_000)]}
    parse_portal(portal_of(overrides=[half, half]), PRESET_MODULES)

    assert faults_of(portal_of(overrides=[half, half, {"accounts": ["C-1"]}])) == [
        ("/overrides/2/accounts", "too-many")
    ]


def test_lines_alone_is_short_for_every_known_line_field_not_named_itself() -> None:
    fields = {"title": "read", "lines": "read", "lines.unit_price": "hidden", "lines.quantity": "write"}

    (granted,) = parse_portal(portal_of(entry("orders", fields=fields)), PRESET_MODULES).modules

    assert "lines" not in granted.grants
    assert "lines.unit_price" not in granted.grants
    assert granted.grants["lines.quantity"].write
    assert not granted.grants["lines.sku"].write


def test_a_module_without_a_layout_lists_its_granted_scalars() -> None:
    fields = {"title": "read", "documents": "read", "fields.project": "read", "lines.sku": "read", "total": "hidden"}

    (granted,) = parse_portal(portal_of(entry("orders", fields=fields)), PRESET_MODULES).modules

    assert granted.layout.list == ("title", "fields.project")
    assert granted.sort == Sort("title")
