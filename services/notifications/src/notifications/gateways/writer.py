"""Puts mails into words: texts of the invitee's language in one template for HTML and one for plain text."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from chassis.sealing import CannotOpenError
from notifications.domain.delivery import NotNow
from notifications.domain.letter import Letter
from notifications.domain.mail import Invited, Mail
from notifications.domain.name import harmless, isolated
from notifications.domain.texts import Texts, texts_for

_BOLD: Final = Markup("<strong><bdi>{}</bdi></strong>")
_PLAIN: Final = Markup("<bdi>{}</bdi>")


class InvitationWriter:
    """Writes invitations. `public_address` is the edge's; `open_token` opens what was sealed for us."""

    def __init__(self, public_address: str, open_token: Callable[[str], str]) -> None:
        self._root, self._open = public_address.rstrip("/"), open_token
        # Only the HTML is markup: in the text a name stays as it is, harmless already (`domain/name.py`).
        templates = Environment(
            loader=PackageLoader("notifications.gateways"),
            autoescape=select_autoescape(("html",), default=False),
            undefined=StrictUndefined,
            keep_trailing_newline=True,
        )
        self._text, self._html = (templates.get_template(f"invitation.{kind}") for kind in ("txt", "html"))

    def __call__(self, mail: Mail, now: datetime) -> Letter:
        """Write it. Raises NotNow while its token cannot be opened."""
        invited = mail.invited
        texts, link = texts_for(invited.language), self._link(mail)
        said = _in_words(invited, texts)
        names = _names(invited, texts)
        in_text = {
            key: text.format_map({who: isolated(name) for who, name in names.items()}) for key, text in said.items()
        }
        in_html = {key: _marked(text, names) for key, text in said.items()}
        return Letter(
            id=mail.id,
            to=invited.email,
            language=texts.language,
            subject=in_text["subject"],
            text=self._text.render(say=in_text, link=link),
            html=self._html.render(say=in_html, link=link, language=texts.language, subject=in_text["subject"]),
            written_at=now,
        )

    def _link(self, mail: Mail) -> str:
        try:
            token = self._open(mail.sealed_token)
        except CannotOpenError as error:
            # A wrong key is ours to mend: the mail waits for that.
            raise NotNow("token-unreadable") from error
        return f"{self._root}/p/{mail.invited.portal}/invitations/{quote(token, safe='')}"


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
    return {
        "subject": texts.invitation_subject if by_person else texts.invitation_subject_by_tenant,
        "greeting": texts.invitation_greeting,
        "who": texts.invitation_who if by_person else texts.invitation_who_by_tenant,
        "what": texts.invitation_what,
        "how": texts.invitation_existing if invited.existing_user else texts.invitation_new,
        "button": texts.invitation_button,
        "until": texts.invitation_until,
        "link": texts.invitation_link,
        "alone": texts.invitation_alone,
        "unexpected": texts.invitation_unexpected,
        "footer": texts.footer,
    }


def _marked(text: str, names: Mapping[str, str]) -> Markup:
    """Fill escaped names into a text, each in a direction of its own; who, what and when stand out."""
    loud = ("inviter", "portal", "date")
    marked = {who: (_BOLD if who in loud else _PLAIN).format(name) for who, name in names.items()}
    return escape(text).format(**marked)
