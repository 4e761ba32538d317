"""What we hand out begins with its tenant, and only what we wrote is read."""

import hashlib
import string
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity.domain.bearer import compose, take_apart
from identity.domain.link import Purpose, UnknownLink, link_fingerprint, tenant_of_link
from identity.domain.refresh_token import RefreshToken, RefreshTokens, tenant_of_refresh_token
from identity.domain.session import SessionOver

tenants = st.from_regex(r"\A[a-z][a-z0-9-]{1,30}\Z")
parts = st.text(string.ascii_letters + string.digits + "-_", min_size=1, max_size=50)
anything = st.text(max_size=200) | st.text(string.ascii_lowercase + ".", max_size=30)
tokens = st.builds(RefreshToken, tenants, parts, st.integers(0, 10**8))
OURS = RefreshTokens(b"k" * 32)


@given(tenants, st.lists(parts, min_size=1, max_size=4))
def test_what_is_composed_is_taken_apart_again(tenant: str, said: list[str]) -> None:
    assert take_apart(compose(tenant, *said), len(said)) == (tenant, *said)


@given(anything)
def test_any_text_is_a_token_or_refused(text: str) -> None:
    for read, refusal in ((tenant_of_link, UnknownLink), (tenant_of_refresh_token, SessionOver)):
        with suppress(refusal):
            assert text.startswith(read(text) + ".")
    with pytest.raises(SessionOver):
        OURS.read(text)


@given(tokens)
def test_a_refresh_token_is_the_same_text_each_time_and_read_again(token: RefreshToken) -> None:
    assert OURS.write(token) == OURS.write(token)
    assert OURS.read(OURS.write(token)) == token


@given(tokens, tokens)
def test_no_part_of_a_refresh_token_can_be_changed(one: RefreshToken, other: RefreshToken) -> None:
    proof = OURS.write(one).rsplit(".", 1)[1]
    forged = OURS.write(other).rsplit(".", 1)[0] + "." + proof
    if one != other:
        with pytest.raises(SessionOver):
            OURS.read(forged)


def test_another_servers_key_reads_nothing() -> None:
    with pytest.raises(SessionOver):
        RefreshTokens(b"x" * 32).read(OURS.write(RefreshToken("acme", "f", 1)))


def test_a_fingerprint_is_bound_to_its_purpose_and_does_not_give_the_token_away() -> None:
    prints = {link_fingerprint(purpose, "acme.secret") for purpose in Purpose}
    assert len(prints) == len(Purpose)
    assert hashlib.sha256(b"acme.secret").hexdigest() not in prints
