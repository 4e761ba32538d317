"""The keys that intake writes are the keys that scopes ask for, and no two people share one by accident."""

from datetime import date

from policy import Viewer, stamp
from policy.audience import scope_keys


def test_a_record_carries_its_accounts_their_ancestors_its_contacts_its_maker_and_everyone() -> None:
    assert stamp(["C-1"], ["P-7"], ["C-0"], "m1") == ("a:C-1", "c:C-1/P-7", "t:C-0", "t:C-1", "u:m1", "e")


def test_a_slash_in_an_account_cannot_make_another_accounts_contact() -> None:
    mine = Viewer("acme", "m1", "a", "b/c", date(2026, 11, 22))

    assert not set(scope_keys("own", mine)) & set(stamp(["a/b"], ["c"], []))
    assert not set(stamp(["a%2Fb"], ["c"], [])) & set(stamp(["a/b"], ["d"], ["x"])) - {"e"}


def test_a_maker_named_like_an_account_opens_nothing() -> None:
    viewer = Viewer("acme", "C-1", "C-2", None, date(2026, 11, 22))

    assert not set(scope_keys("own", viewer)) & set(stamp(["C-1"], ["C-1"], []))
