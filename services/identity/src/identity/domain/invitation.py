"""An invitation of one address to one portal and account. It acts on accepting only, and replaces no password."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from identity.domain.address import folded
from identity.domain.membership import Place
from identity.domain.refusal import Fault, Refusal


class InvalidInvitations(Refusal):
    """Somebody cannot be invited as asked; nobody was. Each fault names the place."""

    code = "identity.invitations-invalid"
    status = 422
    title = "Not everybody can be invited like this"

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(faults[0].detail, faults=faults)
        codes = {fault.code for fault in faults}
        if len(codes) == 1:
            self.code = codes.pop()  # type: ignore[misc]  # one reason for all is the reason


class ClosedInvitation(Refusal):
    """It was accepted or withdrawn: there is nothing left to send or to take back."""

    code = "identity.invitation-closed"
    status = 409
    title = "This invitation is closed"


class OtherUser(Refusal):
    """Signed in as somebody else than the one who was invited."""

    code = "identity.other-user"
    status = 403
    title = "This invitation is for another address"

    def __init__(self) -> None:
        super().__init__("Sign out, or sign in with the invited address.")


class InvitationState(StrEnum):
    """EXPIRED is never stored: it is INVITED after its time."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation. `attempt` counts its mails; `inviter` is the name of whoever sent the newest.

    `by_colleague` where that was a customer.
    """

    id: str
    portal: str
    email: str
    name: str
    account: str
    contact: str | None
    roles: tuple[str, ...]
    language: str | None
    inviter: str
    created_at: datetime
    expires_at: datetime
    attempt: int = 1
    state: InvitationState = InvitationState.INVITED
    by_colleague: bool = False

    @property
    def to(self) -> Place:
        """Give what it is to."""
        return Place(self.portal, self.account)

    @property
    def place(self) -> tuple[str, str, str]:
        """Give what there is one open invitation of: address, portal and account."""
        return folded(self.email), self.portal, self.account

    def state_at(self, now: datetime) -> InvitationState:
        """Give the state that people see."""
        over = self.state is InvitationState.INVITED and now >= self.expires_at
        return InvitationState.EXPIRED if over else self.state

    def renewed(self, inviter: str, expires_at: datetime) -> "Invitation":
        """Give it for one more mail. Raises ClosedInvitation."""
        if self.state is not InvitationState.INVITED:
            raise ClosedInvitation(f"It is {self.state.value}.")
        return replace(self, inviter=inviter, expires_at=expires_at, attempt=self.attempt + 1, by_colleague=False)

    def withdrawn(self) -> "Invitation":
        """Give it as taken back. Raises ClosedInvitation."""
        if self.state is InvitationState.ACCEPTED:
            raise ClosedInvitation("It was accepted; deactivate the user instead.")
        return replace(self, state=InvitationState.WITHDRAWN)

    def accepted(self) -> "Invitation":
        """Give it as accepted."""
        return replace(self, state=InvitationState.ACCEPTED)
