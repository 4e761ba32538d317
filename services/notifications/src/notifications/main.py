"""notifications put together: what it hears, what it keeps, and the sender."""

from datetime import timedelta

from chassis.faults import crash_point
from chassis.sealing import Opener
from chassis.service import Connected
from chassis.store_service import StoreService
from chassis.work import Work
from notifications.app.context import Context, Sending
from notifications.gateways import clock
from notifications.gateways.smtp import SmtpPost
from notifications.gateways.writer import InvitationWriter
from notifications.handlers import invitations as invitation_doors
from notifications.handlers.sender import keep_sending
from notifications.ports import Clock
from notifications.settings import NotificationsSettings
from notifications.storage import invitations, mails
from notifications.storage.mail_queue import MongoMailQueue

INDEXES = (*invitations.INDEXES, *mails.INDEXES)


def make_app() -> StoreService:
    """Make the service from its settings."""
    settings = NotificationsSettings()
    service = StoreService("notifications", settings, indexes=INDEXES)
    service.events(invitation_doors.router, build)
    sending = Sending(
        queue=MongoMailQueue(service.database, service.transactor),
        write=InvitationWriter(settings.edge_url, Opener(settings.seal_key.get_secret_value()).open),
        post=SmtpPost(settings.smtp_url.get_secret_value(), settings.sender, settings.mail_deadline),
        now=clock.now,
        reach=crash_point,
        lease=timedelta(seconds=settings.mail_lease),
    )

    async def send(_parts: Connected) -> None:
        await keep_sending(sending, workers=settings.mail_workers, idle=settings.mail_idle)

    service.task("sender", send)
    return service


def build(work: Work, now: Clock = clock.now) -> Context:
    """Give the use cases of one event what they stand on."""
    return Context(work.tenant, invitations.MongoInvitations(work), mails.MongoMails(work), now)
