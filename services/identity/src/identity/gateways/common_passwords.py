"""The passwords that are tried first: the 30,000 most frequent of the list that zxcvbn ships and maintains."""

from zxcvbn.frequency_lists import FREQUENCY_LISTS  # type: ignore[import-untyped]  # it has no types


def common_passwords() -> frozenset[str]:
    """Give them in lower case."""
    return frozenset(FREQUENCY_LISTS["passwords"])
