"""The form of a module's definition, read back as it was written, row by row; what one has otherwise than another."""

from typing import Any

import pytest

from edge.domain.definition_changes import changes
from edge.domain.definition_form import MAX_ROWS, SPOKEN, Form, definition_of, done, form_of, form_sent, place_of

SEVERITY = {"name": "severity", "type": "choice", "label": {"en": "Severity"}, "sortable": True, "searchable": False}
SITE = {"name": "site", "type": "string", "label": {"de": "Ort"}, "sortable": False, "searchable": True}
OPEN = {"value": "open", "label": {"en": "Open", "pt": "Aberto"}, "tone": "info", "closed": False, "waits": True}
TICKETS: dict[str, Any] = {"label": {"en": "Tickets"}, "fields": [SEVERITY, SITE], "statuses": [OPEN]}


def _sent(form: Form) -> dict[str, str]:
    """What a browser sends of a form: texts as they are, boxes that are ticked."""
    sent = {f"label-{language}": form.label.get(language, "") for language in SPOKEN}
    for kind, rows in form.rows.items():
        for number, row in enumerate(rows):
            at = f"{kind}-{number}-"
            sent |= {f"{at}label-{language}": row.label.get(language, "") for language in SPOKEN}
            sent |= {at + name: text for name, text in row.told.items() if text or name in ("name", "value")}
    return sent


def test_a_definition_comes_back_from_its_form_as_it_was() -> None:
    form = form_of("tickets", TICKETS)
    assert definition_of(form) == TICKETS
    assert definition_of(form_sent("tickets", _sent(form))) == TICKETS


def test_rows_are_added_moved_and_taken_out() -> None:
    form = form_of("tickets", TICKETS)

    added = done(form, "field-add")
    moved = done(form, "field-1-up")
    fewer = done(form, "status-0-out")

    assert added is not None
    assert (len(added.fields), added.fresh) == (3, ("field", 2))
    assert moved is not None
    assert ([row.told["name"] for row in moved.fields], moved.fresh) == (["site", "severity"], ("field", 0))
    assert fewer is not None
    assert (fewer.statuses, len(fewer.fields)) == ([], 2)


@pytest.mark.parametrize("what", ["field-0-up", "field-1-down", "field-7-out", "status-9-up"])
def test_what_cannot_be_moved_stays(what: str) -> None:
    form = form_of("tickets", TICKETS)
    assert done(form, what) == form


@pytest.mark.parametrize("what", ["", "save", "field-x-up", "field-1-away", "lines-add", "field-0001-up"])
def test_what_is_no_button_of_ours_does_nothing(what: str) -> None:
    assert done(form_of("tickets", TICKETS), what) is None


def test_rows_are_bounded_whatever_is_sent() -> None:
    form = form_sent("tickets", {f"status-{number}-value": "x" for number in range(900)})
    assert len(form.statuses) == MAX_ROWS["status"]
    more = done(form, "status-add")
    assert more is not None
    assert len(more.statuses) == MAX_ROWS["status"]


@pytest.mark.parametrize(
    ("pointer", "place"),
    [
        ("/label", "label"), ("/label/en", "label"), ("/fields/3/name", "field-3-name"), ("/fields/3", "field-3-name"),
        ("/fields/3/label/de", "field-3-label"), ("/statuses/0/tone", "status-0-tone"), ("/fields", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_pointer_leads_to_its_place_in_the_form(pointer: str, place: str) -> None:
    assert place_of(pointer) == place


def test_a_definition_has_nothing_otherwise_than_itself() -> None:
    assert changes(TICKETS, TICKETS) == []


def test_each_difference_is_told_once() -> None:
    after = {
        "label": {"en": "Complaints"},
        "fields": [SITE, {**SEVERITY, "type": "string", "searchable": True}, {**SITE, "name": "floor"}],
        "statuses": [{**OPEN, "tone": "warning", "closed": True}],
    }
    found = [(each.code, each.name) for each in changes(TICKETS, after)]
    assert found == [
        ("label", ""), ("field-type", "severity"), ("field-searchable", "severity"), ("field-added", "floor"),
        ("field-moved", ""), ("status-tone", "open"), ("status-closed", "open"),
    ]  # fmt: skip
    back = [(each.code, each.name) for each in changes(after, TICKETS)]
    assert ("field-removed", "floor") in back
    assert len(back) == len(found)
