"""Argon2id in threads of its own, so many at once and no more: each hash takes its memory for a while."""

import asyncio
from collections.abc import Container
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

NOBODYS: Final = "nobody's password"


class Argon2Passwords:
    """Hashes and verifies; `at_once` bounds memory, the rest waits its turn. One for the whole process."""

    def __init__(self, hasher: PasswordHasher, at_once: int, common: Container[str]) -> None:
        self._hasher, self._common = hasher, common
        self._threads = ThreadPoolExecutor(at_once, "argon2")
        self._nobodys = hasher.hash(NOBODYS)

    async def hashed(self, password: str) -> str:
        """Hash a new password."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._hasher.hash, password)

    async def verified(self, password: str, hashed: str | None) -> bool:
        """Tell whether it is the password of this hash; False, after the same time, where there is none."""
        loop, known = asyncio.get_running_loop(), hashed or self._nobodys
        right = await loop.run_in_executor(self._threads, self._verify, password, known)
        return right and hashed is not None

    def _verify(self, password: str, hashed: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False

    def outdated(self, hashed: str) -> bool:
        """Tell whether the hash was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(hashed)

    def common(self, password: str) -> bool:
        """Tell whether it is among the passwords that are tried first, whatever its case."""
        return password.lower() in self._common
