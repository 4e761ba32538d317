"""What a new password must be."""

import pytest

from identity.domain.password import WeakPassword, check_new_password

EMAIL = "Kim@acme.example"


@pytest.mark.parametrize("password", ["12345678", "ääääääää", " leading and trailing ", "x" * 128, "💥" * 8])
def test_any_characters_will_do(password: str) -> None:
    check_new_password(password, EMAIL, common=False)


@pytest.mark.parametrize(
    ("password", "common", "reason"),
    [
        ("1234567", False, "too-short"),
        ("x" * 129, False, "too-long"),
        ("kim@ACME.example", False, "is-address"),
        ("password1", True, "common"),
    ],
)
def test_a_refused_password_says_why_and_where(password: str, common: bool, reason: str) -> None:
    with pytest.raises(WeakPassword) as refused:
        check_new_password(password, EMAIL, common=common)
    assert [(fault.pointer, fault.code) for fault in refused.value.faults] == [("/password", reason)]
    assert password not in str(refused.value)
