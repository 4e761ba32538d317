"""E-mail addresses: kept as they were written, compared without regard to case."""


def folded(email: str) -> str:
    """Give the form that addresses are compared in."""
    return email.strip().casefold()
