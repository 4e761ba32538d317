"""Makes the demo, step by step, and tells how far it is."""

import asyncio
import time
from collections.abc import Mapping
from datetime import UTC, date, datetime

from portico_local.demo import interruptible_loop, tenancy
from portico_local.demo.content.company import NAME, PORTAL, SUPPLIERS_PORTAL, TENANT
from portico_local.demo.content.events import events
from portico_local.demo.content.people import OWNER
from portico_local.demo.content.records import records
from portico_local.demo.doors import broker, edge, operator
from portico_local.demo.doors.refusal import DoorStayedShut
from portico_local.demo.inviting import Reception, SignedIn
from portico_local.demo.story import Story
from portico_local.demo.telling import story
from portico_local.demo.waiting import until
from portico_local.screen import Screen

EDGE_URL, MAIL_URL = "PORTICO_EDGE_URL", "PORTICO_MAIL_URL"
LAST_MODULE = "documents"  # published last, and in everybody's portal
READ = 100


def build(settings: Mapping[str, str], screen: Screen | None = None, tenant: str = TENANT) -> Story | None:
    """Make the demo and answer its story; None where it could not be made: the screen says why.

    Called once per state folder, when all is ready: the story is kept in `demo.json` only after this has returned. A
    call that was interrupted is made again at the next start, and every step finds what is there already.
    `settings` are the addresses and secrets that the `portico` command needs in its environment.
    """
    screen = screen or Screen()
    if MAIL_URL not in settings:
        screen.note(f"No demo: its invitations are read from a mail catcher, and {MAIL_URL} is not given.")
        return None
    try:
        made = operator.create_tenant(settings, tenant, NAME, OWNER.email)
        screen.line(f"  tenant {tenant} made by `portico tenant create`")
        return interruptible_loop.run(_filled(settings, screen, tenant, made))
    except DoorStayedShut as error:
        screen.failed(f"The demo could not be made: {error}\n  Portico runs without it; the next start tries again.")
        return None


async def _filled(settings: Mapping[str, str], screen: Screen, tenant: str, made: operator.Made) -> Story:
    today = datetime.now(UTC).date()
    async with edge.opened(settings[EDGE_URL]) as door:
        staff = await tenancy.owner_signed_in(door, tenant, made)
        key = await tenancy.api_key(door, staff, made)
        await tenancy.portals_published(door, staff)
        screen.line(f"  portals {tenant}/{PORTAL} and {tenant}/{SUPPLIERS_PORTAL} designed and published")
        people = await Reception(door, settings[MAIL_URL], tenant, staff).everybody()
        screen.line(f"  {len(people)} people invited; they have accepted by mail")
        began = time.monotonic()
        count = await broker.publish(made.amqp_url, events(tenant, today))
        await asyncio.gather(*(_seen(door, one, today) for one in people))
        screen.line(f"  {count} events published over AMQP and seen by all of them ({time.monotonic() - began:.1f} s)")
    return story(tenant, key, made.amqp_url, settings)


async def _seen(door: edge.Edge, who: SignedIn, today: date) -> None:
    """Wait until this person sees the last of what was published."""
    wanted = sum(one.module == LAST_MODULE and who.account in one.accounts for one in records(today))
    path = f"/api/v1/records/{LAST_MODULE}?limit={READ}"

    async def there() -> bool | None:
        answer = await door.ask("GET", path, token=who.token, expected=(404,))
        return (answer.status == 200 and len(answer.body["items"]) >= wanted) or None

    await until(f"what {who.person.contact.name} should see", there)
