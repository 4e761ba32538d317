"""Says who did something, for the list of versions: an opaque id, no personal data."""

from contracts.principal import Principal


def signature(who: Principal) -> str:
    """Give `staff:<id>` or `system:<key id>`."""
    return f"{who.kind.value}:{who.subject}"
