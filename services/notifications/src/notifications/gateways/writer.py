"""Puts mails into words: texts of the invitee's language in one template for HTML and one for plain text."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote

from chassis.own_hosts import OwnHosts
from chassis.sealing import CannotOpenError
from notifications.domain.delivery import NotNow
from notifications.domain.letter import Letter
from notifications.domain.mail import Invited, Mail
from notifications.domain.name import harmless
from notifications.domain.texts import Texts, texts_for
from notifications.gateways.paper import Paper


class InvitationWriter:
    """Writes invitations. `hosts` knows the addresses of portals; `open_token` opens what was sealed for us."""

    def __init__(self, hosts: OwnHosts, open_token: Callable[[str], str]) -> None:
        self._hosts, self._open = hosts, open_token
        self._paper = Paper()

    def __call__(self, mail: Mail, now: datetime) -> Letter:
        """Write it. Raises NotNow while its token cannot be opened."""
        invited = mail.invited
        texts, link = texts_for(invited.language), self._link(mail)
        subject, text, html = self._paper.fill(_in_words(invited, texts), _names(invited, texts), link, texts.language)
        return Letter(mail.id, invited.email, texts.language, subject, text, html, written_at=now)

    def _link(self, mail: Mail) -> str:
        try:
            token = self._open(mail.sealed_token)
        except CannotOpenError as error:
            # A wrong key is ours to mend: the mail waits for that.
            raise NotNow("token-unreadable") from error
        return f"{self._hosts.address(mail.invited.portal)}/invitations/{quote(token, safe='')}"


def _names(invited: Invited, texts: Texts) -> dict[str, str]:
    return {
        "name": harmless(invited.name),
        "inviter": harmless(invited.inviter),
        "tenant": harmless(invited.tenant_name),
        "portal": harmless(invited.portal_name),
        "date": texts.say_when(invited.expires_at),
    }


def _in_words(invited: Invited, texts: Texts) -> dict[str, str]:
    """Choose what this mail says, with the names still to be filled in."""
    # An API key invites in the tenant's name: then the tenant is said once, not "Acme of Acme".
    by_person = harmless(invited.inviter) not in ("", harmless(invited.tenant_name))
    who_of_person = texts.invitation_who_by_colleague if invited.by_colleague else texts.invitation_who
    return {
        "subject": texts.invitation_subject if by_person else texts.invitation_subject_by_tenant,
        "greeting": texts.invitation_greeting,
        "who": who_of_person if by_person else texts.invitation_who_by_tenant,
        "what": texts.invitation_what,
        "how": texts.invitation_existing if invited.existing_user else texts.invitation_new,
        "button": texts.invitation_button,
        "until": texts.invitation_until,
        "link": texts.invitation_link,
        "alone": texts.invitation_alone,
        "unexpected": texts.invitation_unexpected,
        "footer": texts.footer,
    }
