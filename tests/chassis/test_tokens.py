"""Tokens: nothing but what we signed, for whom we signed it, until it expires."""

import base64
import json
import time
from dataclasses import replace
from typing import Any

import jwt
import pytest

from chassis.keys import new_signing_key, public_keys, read_public_keys, read_signing_key
from chassis.tokens import ACCESS_SECONDS, KEPT_TOKENS, InvalidTokenError, TokenSigner, TokenVerifier
from contracts.message import Who
from contracts.principal import Principal

FAR_AWAY = 32_503_680_000
OURS, NEXT, OPERATORS, STRANGERS = (new_signing_key() for _ in range(4))
ADA = Principal(
    Who.USER, tenant="acme", subject="u-1", session="s-1", membership="m-1", portal="customers", account="C-1",
    contact="P-1", roles=frozenset({"billing"}), read_only=True, acting="staff-1", preview="p-1",
)  # fmt: skip


class Clock:
    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def verifier(clock: Clock) -> TokenVerifier:
    return TokenVerifier(public_keys(OURS, NEXT), public_keys(OPERATORS), now=clock)


def _forged(claims: dict[str, Any], key: str = OURS, **header: Any) -> str:
    """A token with these claims, well signed."""
    kid, private = read_signing_key(key)
    now = int(time.time())
    full = {"aud": "portico", "iat": now, "exp": now + 60, "kind": "user", "tenant": "acme", **claims}
    given = {name: value for name, value in full.items() if value is not None}
    return jwt.encode(given, private, algorithm="EdDSA", headers={"kid": kid, **header})


def test_a_principal_comes_back_as_it_was_signed(verifier: TokenVerifier) -> None:
    who = verifier.verify(TokenSigner(OURS).sign(ADA))
    assert who.expires_at - who.issued_at == ACCESS_SECONDS
    same = (
        "kind",
        "tenant",
        "subject",
        "session",
        "membership",
        "portal",
        "account",
        "contact",
        "roles",
        "acting",
        "preview",
    )
    assert [getattr(who, name) for name in same] == [getattr(ADA, name) for name in same]
    assert who.read_only


def test_a_token_says_what_its_membership_was(verifier: TokenVerifier) -> None:
    assert verifier.verify(TokenSigner(OURS).sign(replace(ADA, membership_revision=7))).membership_revision == 7
    assert verifier.verify(_forged({"mid": "m-1"})).membership_revision == 1  # one from before there were revisions


def test_keys_can_be_rotated(verifier: TokenVerifier) -> None:
    assert verifier.verify(TokenSigner(NEXT).sign(ADA)).subject == "u-1"


def test_a_token_holds_until_its_second_is_over(verifier: TokenVerifier, clock: Clock) -> None:
    token = TokenSigner(OURS, now=clock).sign(ADA, 10)
    verifier.verify(token)
    clock.now += 9
    verifier.verify(token)
    clock.now += 1
    with pytest.raises(InvalidTokenError):
        verifier.verify(token)


def test_a_token_that_was_expired_when_first_seen_is_refused(verifier: TokenVerifier, clock: Clock) -> None:
    token = TokenSigner(OURS, now=clock).sign(ADA, 10)
    clock.now += 11
    with pytest.raises(InvalidTokenError):
        verifier.verify(token)


def test_a_change_of_any_part_is_refused(verifier: TokenVerifier) -> None:
    parts = TokenSigner(OURS).sign(ADA).split(".")
    for place in range(3):
        changed = [
            part[:-2] + ("AA" if part[-2:] != "AA" else "BB") if n == place else part for n, part in enumerate(parts)
        ]
        with pytest.raises(InvalidTokenError):
            verifier.verify(".".join(changed))


@pytest.mark.parametrize("rubbish", ["", "a", "a.b", "a.b.c", "....", "é.é.é", "\x00", "Bearer x", "a" * 5000])
def test_rubbish_is_refused(verifier: TokenVerifier, rubbish: str) -> None:
    with pytest.raises(InvalidTokenError):
        verifier.verify(rubbish)


def test_a_stranger_with_our_key_id_is_refused(verifier: TokenVerifier) -> None:
    with pytest.raises(InvalidTokenError):
        verifier.verify(_forged({}, STRANGERS, kid=json.loads(OURS)["kid"]))
    with pytest.raises(InvalidTokenError):
        verifier.verify(_forged({}, STRANGERS))


def test_the_operators_key_signs_operators_only(verifier: TokenVerifier) -> None:
    assert verifier.verify(TokenSigner(OPERATORS).sign(Principal(Who.OPERATOR))).kind is Who.OPERATOR
    with pytest.raises(InvalidTokenError):
        verifier.verify(TokenSigner(OPERATORS).sign(ADA))


def test_identitys_key_signs_no_operator(verifier: TokenVerifier) -> None:
    with pytest.raises(InvalidTokenError):
        verifier.verify(TokenSigner(OURS).sign(Principal(Who.OPERATOR)))


@pytest.mark.parametrize("algorithm", ["none", "None", "HS256", "RS256"])
def test_another_algorithm_is_refused(verifier: TokenVerifier, algorithm: str) -> None:
    head, body, signature = _forged({}).split(".")
    kid = json.loads(OURS)["kid"]
    other = base64.urlsafe_b64encode(json.dumps({"alg": algorithm, "kid": kid, "typ": "JWT"}).encode()).decode()
    for tail in (signature, ""):
        with pytest.raises(InvalidTokenError):
            verifier.verify(f"{other.rstrip('=')}.{body}.{tail}")
    assert head


def test_a_key_confused_for_a_shared_secret_is_refused(verifier: TokenVerifier) -> None:
    public = json.loads(public_keys(OURS))["keys"][0]
    token = jwt.encode(
        {"aud": "portico", "kind": "user"}, public["x"], algorithm="HS256", headers={"kid": public["kid"]}
    )
    with pytest.raises(InvalidTokenError):
        verifier.verify(token)


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "elsewhere"}, {"aud": None}, {"exp": None}, {"iat": None}, {"kind": None}, {"kind": "root"},
        {"iat": FAR_AWAY}, {"exp": "soon"}, {"roles": [{}]}, {"sub": 7},
    ],
    ids=str,
)  # fmt: skip
def test_claims_that_are_not_ours_are_refused(verifier: TokenVerifier, claims: dict[str, Any]) -> None:
    with pytest.raises(InvalidTokenError):
        verifier.verify(_forged(claims))


def test_a_token_is_verified_once_and_not_many_are_kept(
    verifier: TokenVerifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = TokenSigner(OURS).sign(ADA)
    first = verifier.verify(token)
    monkeypatch.setattr(jwt, "decode", lambda *_args, **_named: pytest.fail("verified again"))
    assert verifier.verify(token) is first
    assert KEPT_TOKENS <= 100_000


def test_a_private_key_is_never_among_the_public_ones() -> None:
    assert '"d"' not in public_keys(OURS, NEXT)
    with pytest.raises(TypeError):
        read_public_keys(json.dumps({"keys": [json.loads(OURS)]}))
    with pytest.raises(TypeError):
        read_signing_key(json.dumps(json.loads(public_keys(OURS))["keys"][0]))
