"""The mails as the sender has them in hand: each step is work of the mail's own tenant."""

from datetime import datetime

from chassis import due
from chassis.due import Turn
from chassis.work import Transactor, Work
from contracts.message import Event
from contracts.notifications import AccountMailFailed, AccountMailSent
from notifications.domain.account_mail import AccountMail
from notifications.domain.mail import Mail, State
from notifications.storage.account_mails import MongoAccountMails
from notifications.storage.mails import MongoMails

OF_ACCOUNTS = (AccountMailSent, AccountMailFailed)


class MongoMailDesk:
    """One turn's mail: opened, and then either put back or finished."""

    def __init__(self, transactor: Transactor, turn: Turn) -> None:
        self._transactor, self._turn = transactor, turn
        self.tries = turn.tries

    async def open(self) -> Mail | AccountMail | None:
        """Give the mail, or None, and strike it off the list, when it no longer waits."""
        reading = self._transactor.reading(self._turn.tenant)
        mail: Mail | AccountMail | None = await MongoMails(reading).find_waiting(self._turn.id)
        if mail is None:
            mail = await MongoAccountMails(reading).find_waiting(self._turn.id)
        if mail is None:

            async def forget(work: Work) -> None:
                await due.strike_off(work, self._turn)

            await self._transactor.run(self._turn.tenant, forget)
        return mail

    async def put_back(self, until: datetime) -> None:
        """Let it be tried again then, unless somebody else has it by now."""

        async def later(work: Work) -> None:
            await due.put_off(work, self._turn, until)

        await self._transactor.run(self._turn.tenant, later)

    async def finish(self, state: State, reason: str, at: datetime, event: Event) -> None:
        """Keep how it ended, forget its token and say the event, in one write; nothing where it has ended before.

        A mail that has gone out is SENT, whoever dropped it or took it in the meantime; any other end is for the
        holder of the turn to say.
        """

        async def end(work: Work) -> None:
            ours = await due.strike_off(work, self._turn)
            mails = MongoAccountMails(work) if isinstance(event, OF_ACCOUNTS) else MongoMails(work)
            if (ours or state is State.SENT) and await mails.finish(self._turn.id, state, reason, at):
                work.emit(event, f"mails/{self._turn.id}")

        await self._transactor.run(self._turn.tenant, end)
