"""notifications put together: what it hears, what it keeps, and the sender."""

from datetime import timedelta
from functools import partial

from chassis import due
from chassis.due import DueList, Turn
from chassis.sealing import Opener
from chassis.service import Connected
from chassis.store_service import StoreService
from chassis.work import Transactor, Work
from notifications.app.context import Context, Sending
from notifications.gateways import clock
from notifications.gateways.smtp import SmtpPost
from notifications.gateways.writers import LetterWriter
from notifications.handlers import accounts as account_doors
from notifications.handlers import feed as feed_doors
from notifications.handlers import invitations as invitation_doors
from notifications.handlers.sender import WAITING, on_due_mail
from notifications.ports import Clock, Post, Writer
from notifications.settings import NotificationsSettings
from notifications.storage import account_mails, feed, invitations, mails
from notifications.storage.mail_desk import MongoMailDesk

ROUTERS = (invitation_doors.router, account_doors.router, feed_doors.router)
INDEXES = (*due.INDEXES, *account_mails.INDEXES, *feed.INDEXES, *invitations.INDEXES, *mails.INDEXES)


def make_app() -> StoreService:
    """Make the service from its settings."""
    settings = NotificationsSettings()
    service = StoreService("notifications", settings, indexes=INDEXES)
    for router in ROUTERS:
        service.events(router, build)
    service.calls(feed_doors.calls, build)
    turns = DueList(service.database, timedelta(seconds=settings.mail_lease))
    hold = partial(
        build_sending,
        service.transactor,
        LetterWriter(settings.own_hosts, Opener(settings.seal_key.get_secret_value()).open),
        SmtpPost(settings.smtp_url.get_secret_value(), settings.sender, settings.mail_deadline),
    )

    async def do(turn: Turn) -> None:
        await on_due_mail(turn, hold(turn))

    async def send(_parts: Connected) -> None:
        await turns.work_off(do, workers=settings.mail_workers, idle=settings.mail_idle)

    service.task("sender", send)
    service.show(WAITING, turns.waiting)
    return service


def build(work: Work, now: Clock = clock.now) -> Context:
    """Give the use cases of one event what they stand on."""
    return Context(
        work.tenant,
        invitations.MongoInvitations(work),
        mails.MongoMails(work),
        account_mails.MongoAccountMails(work),
        feed.MongoFeed(work),
        now,
    )


def build_sending(transactor: Transactor, write: Writer, post: Post, turn: Turn, now: Clock = clock.now) -> Sending:
    """Give the sender what one turn stands on."""
    return Sending(MongoMailDesk(transactor, turn), write, post, now)
