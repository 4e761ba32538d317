"""Mistakes that somebody might make in a module's entry or its filter, with what each is told."""

from collections.abc import Callable
from typing import Any, Final

from policy import Code
from worlds.broken_portals import Broken
from worlds.sample import Document, entry, put

FIRST: Final = ("modules", 0)
FILTER: Final = (*FIRST, "filter")


def _filter(field: str, op: str, value: object) -> Callable[[Document], None]:
    return put(*FILTER, {"field": field, "op": op, "value": value})


def _nested(depth: int) -> dict[str, Any]:
    inner: dict[str, Any] = {"field": "status", "op": "eq", "value": "open"}
    for _ in range(depth):
        inner = {"all": [inner]}
    return inner


TITLE: Final = {"section": {"en": "Title"}, "fields": ["title"]}
BROKEN_MODULES: Final[dict[str, Broken]] = {
    "modules by name": (put("modules", {"invoices": {}}), "/modules", Code.WRONG_TYPE, "[…]"),
    "a module misspelt": (
        put(*FIRST, "module", "invoice"),
        "/modules/0/module",
        Code.UNKNOWN_MODULE,
        "use one of: invoices",
    ),
    "a module twice": (put("modules", 1, entry("invoices")), "/modules/1/module", Code.DUPLICATE, "leave one"),
    "a module without scope": (put("modules", 1, {"module": "orders"}), "/modules/1/scope", Code.REQUIRED, "add it"),
    "an unknown scope": (put(*FIRST, "scope", "accounts"), "/modules/0/scope", Code.NOT_A_CHOICE, "account"),
    "everyone by accident": (
        put(*FIRST, "scope", "everyone"),
        "/modules/0/scope",
        Code.EVERYONE_UNSAID,
        '"everyone": true',
    ),
    "everyone for nothing": (
        put(*FIRST, "everyone", True),
        "/modules/0/everyone",
        Code.EVERYONE_UNUSED,
        "leave it out",
    ),
    "a label as text": (put(*FIRST, "label", "Invoices"), "/modules/0/label", Code.WRONG_TYPE, "{…}"),
    "a label in no language": (put(*FIRST, "label", {}), "/modules/0/label", Code.TOO_FEW, "at least one"),
    "a label in Klingon": (put(*FIRST, "label", "tlh", "De'"), "/modules/0/label/tlh", Code.UNKNOWN_LANGUAGE, "en, pt"),
    "an action of fantasy": (
        put(*FIRST, "actions", ["view", "read"]),
        "/modules/0/actions/1",
        Code.UNKNOWN_ACTION,
        "view",
    ),
    "an action twice": (put(*FIRST, "actions", ["view", "view"]), "/modules/0/actions/1", Code.DUPLICATE, "leave one"),
    "a declared field without prefix": (
        put(*FIRST, "fields", "project", "read"),
        "/modules/0/fields/project",
        Code.UNKNOWN_FIELD,
        "fields.project",
    ),
    "a line's field of fantasy": (
        put(*FIRST, "fields", "lines.price", "read"),
        "/modules/0/fields/lines.price",
        Code.UNKNOWN_FIELD,
        "lines.unit_price",
    ),
    "the accounts granted": (
        put(*FIRST, "fields", "accounts", "read"),
        "/modules/0/fields/accounts",
        Code.UNKNOWN_FIELD,
        "use one of",
    ),
    "a right of fantasy": (put(*FIRST, "fields", "title", "rw"), "/modules/0/fields/title", Code.NOT_A_CHOICE, "write"),
    "the revision hidden": (
        put(*FIRST, "fields", "revision", "hidden"),
        "/modules/0/fields/revision",
        Code.NOT_GRANTABLE,
        "leave it out",
    ),
    "a column nobody may read": (
        put(*FIRST, "layout", "list", 4, "currency"),
        "/modules/0/layout/list/4",
        Code.NOT_GRANTED,
        "use one of",
    ),
    "lines as a column": (
        put(*FIRST, "layout", "list", ["lines"]),
        "/modules/0/layout/list/0",
        Code.NOT_LISTABLE,
        "section",
    ),
    "a section without label": (
        put(*FIRST, "layout", "detail", [{"fields": ["title"]}]),
        "/modules/0/layout/detail/0/section",
        Code.REQUIRED,
        "add it",
    ),
    "a section's field nobody may read": (
        put(*FIRST, "layout", "detail", 0, "fields", ["terms"]),
        "/modules/0/layout/detail/0/fields/0",
        Code.NOT_GRANTED,
        "use one of",
    ),
    "a view of fantasy": (
        put(*FIRST, "layout", "view", "kanban"),
        "/modules/0/layout/view",
        Code.NOT_A_CHOICE,
        "board",
    ),
    "a layout for a role that is not there": (
        put(*FIRST, "layouts", [{"roles": ["tech"], "detail": [TITLE]}]),
        "/modules/0/layouts/0/roles/0",
        Code.UNKNOWN_ROLE,
        "use one of: technical",
    ),
    "a layout for nobody": (
        put(*FIRST, "layouts", [{"roles": []}]),
        "/modules/0/layouts/0/roles",
        Code.TOO_FEW,
        "at least 1",
    ),
    "a related module that is not there": (
        put(*FIRST, "related", ["order"]),
        "/modules/0/related/0",
        Code.UNKNOWN_MODULE,
        "use one of: orders",
    ),
    "a sort by what is hidden": (put(*FIRST, "sort", "currency"), "/modules/0/sort", Code.NOT_GRANTED, "grant it"),
    "a sort with a direction in words": (
        put(*FIRST, "sort", "due_on desc"),
        "/modules/0/sort",
        Code.NOT_GRANTED,
        "due_on",
    ),
    "a filter as text": (put(*FILTER, "status = open"), "/modules/0/filter", Code.WRONG_TYPE, "{…}"),
    "a filter with two groups": (
        put(*FILTER, {"all": [], "any": []}),
        "/modules/0/filter",
        Code.FILTER_SHAPE,
        "{any: […]}",
    ),
    "a filter on what is not there": (
        _filter("state", "eq", "open"),
        "/modules/0/filter/field",
        Code.FILTER_FIELD,
        "status",
    ),
    "a filter's operator in signs": (_filter("total", ">", 5), "/modules/0/filter/op", Code.FILTER_OPERATOR, "gt"),
    "more than a text": (_filter("status", "gt", "open"), "/modules/0/filter/op", Code.FILTER_OPERATOR, "eq"),
    "a status of fantasy": (
        _filter("status", "eq", "opened"),
        "/modules/0/filter/value",
        Code.FILTER_VALUE,
        "use one of: open",
    ),
    "a date as people write it": (
        _filter("due_on", "lt", "31.12.2026"),
        "/modules/0/filter/value",
        Code.FILTER_VALUE,
        "YYYY-MM-DD",
    ),
    "an amount with a comma": (_filter("total", "gte", "1,50"), "/modules/0/filter/value", Code.FILTER_VALUE, "12.50"),
    "today for an amount": (
        _filter("total", "gte", "$today"),
        "/modules/0/filter/value",
        Code.FILTER_VALUE,
        "or a value",
    ),
    "an account for a date": (
        _filter("due_on", "gte", "$me.account"),
        "/modules/0/filter/value",
        Code.FILTER_VALUE,
        "$today",
    ),
    "in without a list": (_filter("status", "in", "open"), "/modules/0/filter/value", Code.WRONG_TYPE, "[…]"),
    "groups four deep": (
        put(*FILTER, _nested(4)),
        "/modules/0/filter/all/0/all/0/all/0",
        Code.FILTER_TOO_DEEP,
        "merge",
    ),
    "fifty-one conditions": (
        put(*FILTER, {"any": [{"all": [_nested(0)] * 25}, {"all": [_nested(0)] * 26}]}),
        "/modules/0/filter/any/1/all/25",
        Code.FILTER_TOO_LARGE,
        "op in",
    ),
}
