"""The order in which a portal's versions, and its being switched off and on, were decided."""

from typing import NamedTuple


class Turn(NamedTuple):
    """A version of a portal, and how often the portal had been switched off or on: neither ever falls."""

    version: int
    switched: int
