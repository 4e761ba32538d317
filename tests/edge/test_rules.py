"""The edge's rules by themselves: quotas, entity tags, forms, places of faults."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from edge.app.faults import faults_of
from edge.app.limits import network_of
from edge.domain.conditional import entity_tag, expected_revision, is_known
from edge.domain.crowd import Crowd
from edge.domain.forms import form_token, is_same_origin, token_holds
from edge.domain.rate import Meter, Quota
from edge.domain.refusal import Overloaded, RevisionMissing, RevisionStale
from edge.web.dates import write_day


def test_a_burst_up_to_the_limit_passes_and_the_next_waits_its_turn() -> None:
    meter = Meter(Quota("read", 6, 60.0))

    allowed = [meter.take("jo", 100.0) for _ in range(6)]
    refused = meter.take("jo", 100.0)

    assert [each.remaining for each in allowed] == [5, 4, 3, 2, 1, 0]
    assert (refused.retry_after, refused.remaining) == (10, 0)
    assert meter.take("jo", 109.9).retry_after == 1
    assert meter.take("jo", 110.0).retry_after == 0
    assert meter.take("al", 110.0).remaining == 5


@given(st.lists(st.floats(0, 5), max_size=200), st.integers(1, 20))
def test_no_window_lets_more_than_twice_the_limit_through(pauses: list[float], limit: int) -> None:
    meter, now, passed = Meter(Quota("read", limit, 10.0)), 0.0, []
    for pause in pauses:
        now += pause
        if not meter.take("jo", now).retry_after:
            passed.append(now)

    assert all(sum(at <= other < at + 10.0 for other in passed) <= 2 * limit for at in passed)


@given(st.integers(1, 50))
def test_whoever_waits_as_told_gets_in(limit: int) -> None:
    meter, now = Meter(Quota("read", limit, 60.0)), 0.0
    for _ in range(3 * limit):
        wait = meter.take("jo", now).retry_after
        if wait:
            now += wait
            assert not meter.take("jo", now).retry_after


def test_askers_are_forgotten_before_memory_ends() -> None:
    meter = Meter(Quota("read", 1, 60.0), kept=3)

    for name in "abcd":
        meter.take(name, 0.0)

    assert meter.take("d", 0.0).retry_after
    assert not meter.take("a", 0.0).retry_after


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("nonsense", "unknown"),
        ("", "unknown"),
    ],
)
def test_a_caller_is_an_address_or_a_network(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("pattern", "written"),
    [
        ("yyyy-MM-dd", "2026-02-03"),
        ("dd.MM.yyyy", "03.02.2026"),
        ("d.M.yyyy", "3.2.2026"),
        ("M/d/yyyy", "2/3/2026"),
        ("dd-MM-yyyy", "03-02-2026"),
    ],
)
def test_days_are_written_as_people_read_them(pattern: str, written: str) -> None:
    assert write_day(date(2026, 2, 3), pattern) == written


def test_a_crowd_has_room_again_when_somebody_leaves() -> None:
    crowd = Crowd(1)
    with crowd.enter(), pytest.raises(Overloaded), crowd.enter():
        pass
    with crowd.enter():
        pass


@given(st.integers(0, 2**63 - 1))
def test_a_tag_that_we_wrote_is_the_revision_that_we_read(revision: int) -> None:
    assert expected_revision(entity_tag(revision)) == revision
    assert is_known(f'"x", W/{entity_tag(revision)}', entity_tag(revision))


@given(st.text())
def test_a_tag_that_we_did_not_write_is_refused(text: str) -> None:
    if not (text.strip().startswith('"') and text.strip()[1:-1].isdigit()):
        with pytest.raises((RevisionMissing, RevisionStale)):
            expected_revision(text)


@given(st.binary(min_size=32, max_size=32), st.text(), st.text(), st.text())
def test_a_forms_token_holds_for_its_browser_and_its_address_only(
    key: bytes, nonce: str, path: str, other: str
) -> None:
    token = form_token(key, nonce, path)

    assert token_holds(key, nonce, path, token) == bool(nonce)
    assert not token_holds(key, nonce, path, other)
    assert other in ("", nonce) or not token_holds(key, other, path, token)


@pytest.mark.parametrize(
    ("origin", "site", "host", "same"),
    [
        ("https://a.example", None, "a.example", True),
        ("https://A.example:8443", None, "a.example:8443", True),
        ("https://a.example.evil.example", None, "a.example", False),
        ("https://evil.example", "same-origin", "a.example", False),
        ("null", "same-origin", "a.example", False),
        ("", None, "", False),
        (None, "same-origin", "a.example", True),
        (None, "none", "a.example", False),
        (None, None, "a.example", False),
    ],
)
def test_origin_decides_where_there_is_one(origin: str | None, site: str | None, host: str, *, same: bool) -> None:
    assert is_same_origin(origin, site, host) is same


class _Inner(BaseModel):
    value: int | bool


class _Outer(BaseModel):
    rows: tuple[_Inner, ...] = ()


def test_a_fault_points_into_what_was_sent_and_is_told_once() -> None:
    document = {"rows": [{"value": 1}, {"value": "x"}, {}]}
    with pytest.raises(ValidationError) as caught:
        _Outer.model_validate(document)

    first, second = faults_of(caught.value, document, "/data")

    assert (first.pointer, first.code) == ("/data/rows/1/value", "no_kind_fits")
    assert ", or: " in first.detail
    assert (second.pointer, second.code) == ("/data/rows/2/value", "missing")
