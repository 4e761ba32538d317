"""Memberships of two tenants. Accounts and contacts are chosen to collide where keys are glued together carelessly."""

from datetime import UTC, date, datetime
from typing import Final

from hypothesis import strategies as st

from policy import Viewer

TENANTS: Final = ("acme", "bolt")
ACCOUNTS: Final = ("a", "a/b", "b")
CONTACTS: Final = ("c", "b/c")
MEMBERSHIPS: Final = ("m1", "m2")
NOW: Final = datetime(2026, 11, 22, 10, 0, 0, 123456, tzinfo=UTC)
TODAY: Final = date(2026, 11, 22)

people = st.builds(
    Viewer,
    tenant=st.sampled_from(("acme", *TENANTS)),
    membership=st.sampled_from(MEMBERSHIPS),
    account=st.sampled_from(ACCOUNTS),
    contact=st.sampled_from((*CONTACTS, None)),
    today=st.sampled_from((TODAY, TODAY, date.min, date.max)),
)
role_sets = st.frozensets(st.sampled_from(("billing", "technical", "viewer", "unheard-of")), max_size=2)
