"""Sets passwords: checked, then hashed."""

from identity.domain.password import PLACE, check_new_password
from identity.ports import Outside


async def hash_new_password(outside: Outside, password: str, email: str, place: str = PLACE) -> str:
    """Give the hash of a password that may be set. Raises WeakPassword."""
    check_new_password(password, email, common=outside.passwords.common(password), place=place)
    return await outside.passwords.hashed(password)
