"""Which changes of a membership are changes: its revision rises with them, and only with them."""

from datetime import UTC, datetime

from identity.domain.membership import Membership

NOW = datetime(2026, 11, 22, tzinfo=UTC)
KIM = Membership("m-1", "u-1", "customers", "C-1", "P-7", ("billing", "viewer"), NOW)


def test_the_same_again_is_no_change() -> None:
    assert KIM.holding("P-7", ("viewer", "billing", "viewer")) is KIM
    ended = KIM.ended()
    assert ended.ended() is ended


def test_each_change_has_a_higher_revision() -> None:
    history = [KIM, KIM.holding("P-7", ("billing",)), KIM.holding("P-7", ("billing",)).holding(None, ("billing",))]
    history.append(history[-1].ended())
    history.append(history[-1].holding(None, ("billing",)))
    assert [each.revision for each in history] == [1, 2, 3, 4, 5]
    assert [each.active for each in history] == [True, True, True, False, True]
    assert {each.id for each in history} == {"m-1"}


def test_no_roles_are_other_roles_than_some() -> None:
    assert KIM.holding("P-7", ()).revision == 2
