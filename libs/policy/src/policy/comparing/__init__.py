"""What differs between two portal documents, in the words of the domain."""

from policy.comparing.change import Change
from policy.comparing.portals import difference

__all__ = ["Change", "difference"]
