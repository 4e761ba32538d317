"""What a portal tells everybody is read whole, compared member by member, and an announcement has its days."""

from datetime import date

import pytest

from policy import PRESET_MODULES, Announcement, Contact, Terms, difference, parse_portal
from worlds.sample import Document, sample

NOTICES: Document = {
    "announcement": {"text": {"de": "Wir ziehen um"}, "tone": "warning", "from": "2026-12-01", "until": "2026-12-24"},
    "contact": {"name": "Jo Meyer", "role": "Service", "email": "jo@acme.example", "phone": "+49 40 123-456", "text": {
        "de": "Mo bis Fr",
    }},
    "terms": {"version": "2026-11", "text": {"en": "First.\n\nSecond."}, "privacy_url": "https://acme.example/p?x=1#y"},
}  # fmt: skip


def test_all_of_it_is_read() -> None:
    portal = parse_portal({**sample(), **NOTICES}, PRESET_MODULES)

    assert portal.announcement == Announcement(
        {"de": "Wir ziehen um"}, "warning", date(2026, 12, 1), date(2026, 12, 24)
    )
    assert portal.contact == Contact("Jo Meyer", "Service", "jo@acme.example", "+49 40 123-456", {"de": "Mo bis Fr"})
    assert portal.terms == Terms("2026-11", None, {"en": "First.\n\nSecond."}, "https://acme.example/p?x=1#y")


def test_a_portal_may_say_nothing() -> None:
    portal = parse_portal({**sample(), "contact": None}, PRESET_MODULES)

    assert (portal.announcement, portal.contact, portal.terms) == (None, None, None)


@pytest.mark.parametrize(
    ("day", "stands"),
    [(date(2026, 12, 30), False), (date(2026, 12, 31), True), (date(2027, 1, 1), True), (date(2027, 1, 2), False)],
)
def test_an_announcement_stands_from_its_first_day_to_its_last(day: date, stands: bool) -> None:
    said = Announcement({"en": "x"}, first=date(2026, 12, 31), last=date(2027, 1, 1))

    assert said.on(day) is stands
    assert Announcement({"en": "x"}).on(day)


def test_what_changes_of_it_is_told_at_its_place() -> None:
    before = {**sample(), **NOTICES}
    after = {**sample(), "terms": {**NOTICES["terms"], "version": "2027-01"}, "contact": NOTICES["contact"]}

    changes = [(change.pointer, change.code, change.after) for change in difference(before, after)]

    assert ("/terms/version", "value-changed", "2027-01") in changes
    assert {pointer for pointer, _, _ in changes} == {
        "/terms/version", "/announcement/text", "/announcement/tone", "/announcement/from", "/announcement/until",
    }  # fmt: skip
