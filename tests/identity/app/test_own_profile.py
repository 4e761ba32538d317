"""How a staff member reads: theirs to say, whatever their role; told to nobody's console but theirs."""

from chassis.sealing import Opener
from contracts.identity.own_profile import ChangeOwnProfile, ShowOwnProfile
from contracts.identity.sessions import ActivateStaff, StaffSignedIn
from contracts.identity.staff import ChangeStaff, InviteStaff, ListStaff, StaffInvited
from identity.storage.staff import COLLECTION
from stack.identity_bench import PASSWORD, SEAL_KEY, IdentityBench, refused

BO = "bo@acme.example"


async def _bo(identity: IdentityBench, owner: StaffSignedIn, **said: str) -> StaffSignedIn:
    await identity.call(InviteStaff(email=BO, name="Bo", roles=("auditor",), language="de"), owner.access_token)
    token = Opener(SEAL_KEY).open((await identity.said("acme", StaffInvited))[-1].sealed_token)
    return await identity.call(ActivateStaff(token=token, password=PASSWORD, name="Bo Stone", **said))


async def test_a_change_leaves_the_rest_and_everybody_else(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn
) -> None:
    bo = await _bo(identity, acme)
    changed = await identity.call(
        ChangeOwnProfile(time_zone="Europe/Lisbon", date_format="dd/MM/yyyy", country="PT"), bo.access_token
    )
    assert (changed.name, changed.language, changed.time_zone) == ("Bo Stone", "de", "Europe/Lisbon")
    changed = await identity.call(ChangeOwnProfile(name="Bo S.", country=None), bo.access_token)
    assert (changed.name, changed.date_format, changed.country) == ("Bo S.", "dd/MM/yyyy", None)
    assert await identity.call(ShowOwnProfile(), bo.access_token) == changed
    for other in (acme, globex):
        mine = await identity.call(ShowOwnProfile(), other.access_token)
        assert (mine.email, mine.time_zone) == (other.staff.email, "UTC")
    assert {each.name for each in (await identity.call(ListStaff(), acme.access_token)).items} == {"Ada Owner", "Bo S."}


async def test_roles_are_not_ones_own_to_change(identity: IdentityBench, acme: StaffSignedIn) -> None:
    bo = await _bo(identity, acme)
    await identity.call(
        ChangeOwnProfile.model_validate({"name": "Bo", "roles": ["owner"], "id": acme.staff.id}), bo.access_token
    )
    assert (await identity.call(ShowOwnProfile(), bo.access_token)).roles == ("auditor",)
    await identity.call(ChangeStaff(id=bo.staff.id, roles=("support",)), acme.access_token)
    with refused(401, "identity.revoked"):
        await identity.call(ShowOwnProfile(), bo.access_token)


async def test_whoever_comes_first_in_another_language_reads_on_in_it(
    identity: IdentityBench, acme: StaffSignedIn
) -> None:
    bo = await _bo(identity, acme, language="es")
    assert (await identity.call(ShowOwnProfile(), bo.access_token)).language == "es"


async def test_a_login_from_before_there_was_more_to_say_keeps_its_language(
    identity: IdentityBench, acme: StaffSignedIn
) -> None:
    await identity.database.raw[COLLECTION].update_one(
        {"tenant": "acme", "_id": acme.staff.id}, {"$unset": {"preferences": ""}, "$set": {"language": "pt"}}
    )
    mine = await identity.call(ShowOwnProfile(), acme.access_token)
    assert (mine.language, mine.time_zone, mine.date_format) == ("pt", "UTC", "yyyy-MM-dd")
