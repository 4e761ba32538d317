"""What a new password must be: 8 to 128 characters, not common, not the address. No other rules."""

from typing import ClassVar, Final

from identity.domain.address import folded
from identity.domain.refusal import Fault, Refusal

SHORTEST: Final = 8
LONGEST: Final = 128
PLACE: Final = "/password"


class WeakPassword(Refusal):
    """A password that is refused when it is set; never when somebody signs in."""

    code = "identity.weak-password"
    status = 422
    title = "Choose another password"

    def __init__(self, reason: str, detail: str, place: str = PLACE) -> None:
        super().__init__(detail, faults=(Fault(place, reason, detail),))


class MissingPassword(Refusal):
    """A call that needs a password came without."""

    code: ClassVar[str] = "identity.password-required"
    status = 422
    title = "A password is needed"

    def __init__(self) -> None:
        detail = "Send a password."
        super().__init__(detail, faults=(Fault(PLACE, self.code, detail),))


class WrongPassword(Refusal):
    """Whoever is signed in does not know the password that they have. That it was tried is counted."""

    code: ClassVar[str] = "identity.wrong-password"
    status = 422
    title = "This is not your password"
    keeps_effects = True

    def __init__(self) -> None:
        detail = "Mind capital letters."
        super().__init__(detail, faults=(Fault("/current", self.code, detail),))


def check_new_password(password: str, email: str, *, common: bool, place: str = PLACE) -> None:
    """Raise WeakPassword where a password may not be set. `common` says whether it is on the list of common ones."""
    if len(password) < SHORTEST:
        raise WeakPassword("too-short", f"It has {len(password)} characters; {SHORTEST} are needed.", place)
    if len(password) > LONGEST:
        raise WeakPassword("too-long", f"It has {len(password)} characters; {LONGEST} are taken.", place)
    if folded(password) == folded(email):
        raise WeakPassword("is-address", "It is the e-mail address.", place)
    if common:
        raise WeakPassword("common", "Too many people use this one: it is tried first.", place)
