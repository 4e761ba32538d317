"""Portal documents over two modules that have a field of every type."""

from collections.abc import Mapping
from typing import Final

from hypothesis import strategies as st

from policy import FIELD_TYPES, parse_module
from policy.parse_filter import OPERATORS
from policy.portal import ACTIONS
from policy.value import FieldType
from worlds.people import ACCOUNTS

Document = dict[str, object]

KINDS: Final[Mapping[str, FieldType]] = {
    "title": "string",
    "status": "choice",
    "issued_on": "date",
    "total": "money",
    **{f"fields.{kind}": kind for kind in FIELD_TYPES},
}
TEXTS: Final = (
    "a",
    "A",
    "ab",
    "a.b",
    "b",
    "ä",
    "^a",
    "a$",
    "\\",
    "😀",
    "null",
    "$x",
    "[a]",
    "a b",
    "/",
    "é",
    "e\u0301",
)
OPERANDS: Final[Mapping[FieldType, tuple[object, ...]]] = {
    "string": (*TEXTS, "$me.account", "$me.contact"),
    "text": (*TEXTS, "$me.account", "$me.contact"),
    "choice": (*TEXTS, "$me.contact"),
    "number": (0, 1, -1, 10, "10.00", 0.1, "0.1", 1e300, 2**63 - 1, 2**53 + 1, "0.3"),
    "money": (0, "121.00", 121, "-5.5", "0.1", "9" * 34),
    "date": ("2026-11-01", "2026-11-22", "2025-01-01", "$today", "$today-90d", "$today+30d", "$today-99999d"),
    "datetime": ("2026-11-22T10:00:00.123456Z", "2026-11-22T11:00:00+01:00", "1960-01-01T00:00:00.0005Z"),
    "boolean": (True, False),
}
_definition: Document = {
    "label": {"en": "Things"},
    "fields": [{"name": kind, "type": kind, "label": {"en": kind}} for kind in FIELD_TYPES],
}
MODULES: Final = {name: parse_module(name, _definition) for name in ("jobs", "parts")}


@st.composite
def _conditions(draw: st.DrawFn) -> Document:
    field = draw(st.sampled_from(tuple(KINDS)))
    kind = KINDS[field]
    op = draw(st.sampled_from(OPERATORS[kind]))
    operand = st.sampled_from(OPERANDS[kind])
    if op == "exists":
        return {"field": field, "op": op, "value": draw(st.booleans())}
    if op in {"in", "nin"}:
        return {"field": field, "op": op, "value": draw(st.lists(operand, min_size=1, max_size=3))}
    if op in {"contains", "prefix"}:
        return {"field": field, "op": op, "value": draw(st.sampled_from(TEXTS))}
    return {"field": field, "op": op, "value": draw(operand)}


def _groups(inner: st.SearchStrategy[Document]) -> st.SearchStrategy[Document]:
    parts = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        inner,
        parts.map(lambda given: {"any": given}),
        parts.map(lambda given: {"all": given}),
        inner.map(lambda given: {"not": given}),
    )


filters = _groups(_groups(_groups(_conditions())))


@st.composite
def _entries(draw: st.DrawFn, module: str) -> Document:
    scope = draw(st.sampled_from(("own", "account", "account_tree", "everyone", "everyone")))
    granted = draw(st.lists(st.sampled_from((*KINDS, "lines", "related", "documents")), max_size=8, unique=True))
    entry: Document = {
        "module": module,
        "scope": scope,
        "on": draw(st.sampled_from((True, True, True, False))),
        "actions": draw(st.sampled_from((["view"], ["view", "pay"], list(ACTIONS), ["create"], []))),
        "fields": {name: draw(st.sampled_from(("read", "write", "read", "hidden"))) for name in granted},
        "related": draw(st.lists(st.sampled_from(("jobs", "parts")), unique=True)),
    }
    if scope == "everyone":
        entry["everyone"] = True
    if draw(st.integers(0, 3)):
        entry["filter"] = draw(filters)
    return entry


@st.composite
def portal_documents(draw: st.DrawFn) -> Document:
    """A portal document that has no fault."""
    modules = st.lists(st.sampled_from(("jobs", "parts")), unique=True, max_size=2)
    listed = draw(st.permutations(("jobs", "parts")))
    roles: Document = {"viewer": {"modules": ["jobs", "parts"]}}
    for role in ("billing", "technical"):
        without = draw(st.sampled_from(([], [], ["view"], ["pay"])))
        roles[role] = {"modules": draw(modules), "without": without}
    override = st.fixed_dictionaries(
        {
            "accounts": st.lists(st.sampled_from(ACCOUNTS), min_size=1, max_size=2),
            "modules_on": modules,
            "modules_off": st.one_of(st.just([]), modules),
        }
    )
    return {
        "slug": "customers",
        "name": "Customers",
        "audience": "customer",
        "languages": ["en"],
        "modules": [draw(_entries(module)) for module in listed],
        "roles": roles,
        "overrides": draw(st.lists(override, max_size=2)),
    }
