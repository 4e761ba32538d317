"""Differences in words: every one is told, about the right thing, and gains are never told as losses."""

from typing import Any

import pytest
from hypothesis import given, settings
from starlette.requests import Request as HttpRequest

from contracts.principal import ANONYMOUS
from edge.http.page_table import CONSOLE_PAGES
from edge.http.reception import Admitted
from edge.web.catalogues import LANGUAGES
from edge.web.console.portals.sentences import GAINS, LOSES, SENTENCES
from edge.web.console.portals.wording import Told, Wording
from edge.web.console.visit import ConsoleVisit
from policy import difference
from policy.comparing.change import CODES
from worlds.portals import portal_documents

OPPOSITE = {"success": "warning", "warning": "success", "info": "info"}
TOOLS: Any = None
INVOICES: dict[str, Any] = {
    "module": "invoices", "label": {"en": "Bills", "de": "Rechnungen"}, "scope": "account", "actions": ["view", "pay"],
    "fields": {"title": "read", "fields.project": "read"},
}  # fmt: skip
PORTAL: dict[str, Any] = {
    "slug": "customers", "name": "Acme", "audience": "customer", "languages": ["en"], "modules": [INVOICES],
    "roles": {"fitters": {"modules": ["invoices"]}},
}  # fmt: skip
DEFINED = {"invoices": {"fields": [{"name": "project", "label": {"en": "Building site", "de": "Baustelle"}}]}}


def _visit(language: str = "en") -> ConsoleVisit:
    http = HttpRequest({"type": "http", "method": "GET", "path": "/", "headers": []})
    return ConsoleVisit(http, CONSOLE_PAGES[0], TOOLS, Admitted(ANONYMOUS, "", None, ""), "", "/console", language, {})


def _told(before: Any, after: Any, language: str = "en") -> list[Told]:
    changes = [
        {"pointer": one.pointer, "code": one.code, "before": one.before, "after": one.after}
        for one in difference(before, after)
    ]
    return Wording(_visit(language), before, after, DEFINED).tell(changes)


def _with(**changes: Any) -> dict[str, Any]:
    return {**PORTAL, **changes}


def _entry(**changes: Any) -> dict[str, Any]:
    return _with(modules=[{**INVOICES, **changes}])


def test_every_kind_of_change_has_its_sentence() -> None:
    assert set(CODES) == SENTENCES.keys() | {"value-changed"}
    assert SENTENCES.keys() >= GAINS | LOSES
    assert not GAINS & LOSES


@pytest.mark.parametrize(
    ("after", "text"),
    [
        (_entry(fields={"title": "read"}), "Bills: “Building site” no longer shows."),
        (_entry(actions=["view"]), "Bills: people may no longer pay."),
        (
            _entry(scope="own"),
            "Bills: people see records of fewer accounts (“Their own” instead of “Those of their account”).",
        ),
        (_with(roles={"fitters": {"modules": []}}), "Role “fitters” no longer sees Bills."),
        (_with(roles={"fitters": {"modules": ["invoices"], "without": ["pay"]}}), "Role “fitters” may no longer pay."),
        (_with(roles={}), "The role “fitters” is gone: it grants nothing any more."),
        (_with(name="Acme Ltd"), "Name: Acme Ltd instead of Acme."),
        (_with(modules=[]), "Bills no longer shows in the portal."),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_change_is_told_as_people_say_it(after: dict[str, Any], text: str) -> None:
    assert text in [one.text for one in _told(PORTAL, after)]


def test_it_is_told_in_the_language_and_the_words_of_who_reads() -> None:
    assert [one.text for one in _told(PORTAL, _entry(fields={"title": "read"}), "de")] == [
        "Rechnungen: „Baustelle“ erscheint nicht mehr."
    ]


@given(portal_documents(), portal_documents())
@settings(max_examples=60, deadline=None)
def test_of_any_two_portals_each_change_is_told_and_back_again_the_other_way_round(before: Any, after: Any) -> None:
    there, back = _told(before, after), _told(after, before)

    assert len(there) == len(difference(before, after))
    assert not [one.text for one in (*there, *back) if one.text.startswith("Changed:") or "%(" in one.text]
    assert sorted(OPPOSITE[one.tone] for one in there if one.tone != "info") == sorted(
        one.tone for one in back if one.tone != "info"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_loses_what_a_sentence_is_about(language: str) -> None:
    (told,) = _told(PORTAL, _entry(fields={"title": "read"}), language)

    assert told.about in told.text
    assert ("Baustelle" if language == "de" else "Building site") in told.text
