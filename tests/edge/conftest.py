"""An edge to knock at: without a broker, with answers that the test chooses."""

import pytest

from stack.knocking import FakeBus, Knocker
from stack.listed import INVOICES, OWN, says
from stack.visitor import Visitor, visitor


@pytest.fixture(scope="session")
def _edge() -> Knocker:
    return Knocker()


@pytest.fixture
def edge(_edge: Knocker) -> Knocker:
    """An edge with nothing asked yet. Tests of keys, quotas and settings make one of their own: `Knocker(…)`."""
    vars(_edge.bus).clear()  # also what a test put over its methods
    vars(_edge.bus).update(vars(FakeBus()))
    _edge.hear_the_broadcast()
    return _edge


@pytest.fixture
def jo(edge: Knocker) -> Visitor:
    """Somebody who sees invoices and a module of the tenant's own."""
    says(edge)
    return visitor(edge, [INVOICES, OWN])
