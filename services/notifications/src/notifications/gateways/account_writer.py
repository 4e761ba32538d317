"""Puts mails about logins into words."""

from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import quote

from chassis.own_hosts import OwnHosts
from chassis.sealing import CannotOpenError
from notifications.domain.account_mail import AccountMail, Kind
from notifications.domain.delivery import NotNow
from notifications.domain.letter import Letter
from notifications.domain.name import harmless
from notifications.domain.texts import Texts, texts_for
from notifications.gateways.paper import Paper


class AccountWriter:
    """Writes them. `hosts` knows the addresses of portals; `open_token` opens what was sealed for us."""

    def __init__(self, hosts: OwnHosts, open_token: Callable[[str], str]) -> None:
        self._hosts, self._open = hosts, open_token
        self._paper = Paper()

    def __call__(self, mail: AccountMail, now: datetime) -> Letter:
        """Write it. Raises NotNow while its token cannot be opened."""
        about, texts = mail.about, texts_for(mail.about.language)
        names = {
            "name": harmless(about.name),
            "inviter": harmless(about.inviter),
            "tenant": harmless(about.tenant_name),
            "portal": harmless(about.portal_name) or texts.console.format(tenant=harmless(about.tenant_name)),
            "date": texts.say_when(about.at),
        }
        subject, text, html = self._paper.fill(_said(mail.kind, texts), names, self._link(mail), texts.language)
        return Letter(mail.id, about.email, texts.language, subject, text, html, written_at=now)

    def _link(self, mail: AccountMail) -> str:
        if not mail.about.path:
            return ""
        try:
            token = self._open(mail.sealed_token)
        except CannotOpenError as error:
            # A wrong key is ours to mend: the mail waits for that.
            raise NotNow("token-unreadable") from error
        return self._hosts.link(mail.about.path) + quote(token, safe="")


def _said(kind: Kind, texts: Texts) -> Mapping[str, str]:
    by_kind = {Kind.RESET: _reset, Kind.CHANGED: _changed, Kind.STAFF: _staff}
    nothing = dict.fromkeys(("what", "how", "button", "until", "link", "alone"), "")
    return {**nothing, "greeting": texts.invitation_greeting, "footer": texts.footer, **by_kind[kind](texts)}


def _reset(texts: Texts) -> dict[str, str]:
    return {
        "subject": texts.reset_subject,
        "who": texts.reset_who,
        "how": texts.reset_how,
        "button": texts.reset_button,
        "until": texts.reset_until,
        "link": texts.invitation_link,
        "alone": texts.invitation_alone,
        "unexpected": texts.reset_unexpected,
    }


def _changed(texts: Texts) -> dict[str, str]:
    return {
        "subject": texts.changed_subject,
        "who": texts.changed_who,
        "what": texts.changed_what,
        "unexpected": texts.changed_unexpected,
    }


def _staff(texts: Texts) -> dict[str, str]:
    return {
        "subject": texts.staff_subject,
        "who": texts.staff_who,
        "how": texts.invitation_new,
        "button": texts.invitation_button,
        "until": texts.invitation_until,
        "link": texts.invitation_link,
        "alone": texts.invitation_alone,
        "unexpected": texts.invitation_unexpected,
    }
