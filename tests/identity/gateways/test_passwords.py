"""Hashing, as it runs in production."""

import asyncio
import statistics
import threading
import time
from typing import Any

import pytest
from argon2 import PasswordHasher, Type, extract_parameters

from identity.gateways.common_passwords import common_passwords
from identity.gateways.passwords import Argon2Passwords
from identity.settings import IdentitySettings

FIELDS = IdentitySettings.model_fields
CHEAP = PasswordHasher(1, 64, 1)


def _usual() -> PasswordHasher:
    usual = (FIELDS[name].default for name in ("argon2_passes", "argon2_memory", "argon2_lanes"))
    return PasswordHasher(*usual)


async def test_hashes_are_argon2id_with_46_mib_and_one_pass() -> None:
    parameters = extract_parameters(await Argon2Passwords(_usual(), 1, ()).hashed("a pass phrase"))
    assert (parameters.type, parameters.memory_cost, parameters.time_cost, parameters.parallelism) == (
        Type.ID, 47_104, 1, 1,
    )  # fmt: skip


async def test_only_the_right_password_of_a_hash_that_is_there_is_right() -> None:
    passwords = Argon2Passwords(CHEAP, 2, ())
    hashed = await passwords.hashed("a pass phrase")
    assert await passwords.verified("a pass phrase", hashed)
    for password, kept in (("a pass phrasE", hashed), ("a pass phrase", None), ("a pass phrase", "rubbish"), ("", "")):
        assert not await passwords.verified(password, kept)


async def test_nobodys_password_does_not_sign_in_nobody() -> None:
    passwords = Argon2Passwords(CHEAP, 2, ())
    assert not await passwords.verified("nobody's password", None)


async def test_a_hash_of_other_parameters_is_outdated() -> None:
    old = await Argon2Passwords(CHEAP, 1, ()).hashed("a pass phrase")
    assert Argon2Passwords(PasswordHasher(1, 128, 1), 1, ()).outdated(old)
    assert not Argon2Passwords(CHEAP, 1, ()).outdated(old)


async def test_no_more_than_so_many_are_computed_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    running, most, lock = 0, 0, threading.Lock()
    passwords = Argon2Passwords(CHEAP, 3, ())

    def slowly(*_: Any) -> bool:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        threading.Event().wait(0.01)
        with lock:
            running -= 1
        return True

    monkeypatch.setattr(passwords, "_verify", slowly)
    await asyncio.gather(*(passwords.verified("x", "y") for _ in range(20)))
    assert most == 3


async def test_somebody_unknown_takes_as_long_as_somebody_known() -> None:
    passwords = Argon2Passwords(_usual(), 1, ())
    hashed = await passwords.hashed("a pass phrase")
    times: dict[str | None, list[float]] = {hashed: [], None: []}
    for _ in range(5):
        for kept, taken in times.items():
            started = time.process_time()
            await passwords.verified("wrong", kept)
            taken.append(time.process_time() - started)
    known, unknown = (statistics.median(taken) for taken in times.values())
    assert 0.5 < known / unknown < 2


@pytest.mark.parametrize("password", ["password", "Password1", "12345678", "QWERTYUIOP", "iloveyou"])
def test_what_everybody_tries_first_is_common(password: str) -> None:
    assert Argon2Passwords(CHEAP, 1, common_passwords()).common(password)


def test_a_pass_phrase_is_not_common() -> None:
    assert not Argon2Passwords(CHEAP, 1, common_passwords()).common("a rather long pass phrase")
