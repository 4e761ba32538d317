"""The mail server, over SMTP (RFC 5321): one connection a mail, a deadline, answers sorted by what they mean."""

import asyncio
import contextlib
import socket
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final
from urllib.parse import unquote, urlsplit

import aiosmtplib

from chassis.faults import crash_point
from chassis.tracing import HEADER, current
from notifications.domain.delivery import Never, NotNow
from notifications.domain.letter import Letter

DEFAULT_PORTS: Final = {"smtp": 25, "smtps": 465}
SUBMISSION_PORT: Final = 587
GOODBYE_SECONDS: Final = 1.0


class SmtpPost:
    """Hands mails to the server at `smtp://…` (encrypted where it offers that) or `smtps://…`.

    With a user and password in the address the connection must become encrypted. `seconds` bound one delivery.
    """

    def __init__(self, url: str, sender: Address, seconds: float) -> None:
        parts = urlsplit(url)
        self._user = unquote(parts.username) if parts.username else None
        self._password = unquote(parts.password) if parts.password else None
        self._host, self._tls = parts.hostname or "localhost", parts.scheme == "smtps"
        self._port = parts.port or (SUBMISSION_PORT if self._user and not self._tls else DEFAULT_PORTS[parts.scheme])
        self._sender, self._seconds = sender, seconds

    async def deliver(self, letter: Letter) -> None:
        """Hand it over. Raises NotNow or Never."""
        client = self._client()
        try:
            async with asyncio.timeout(self._seconds):
                await _connect(client)
                await _hand_over(client, compose(letter, self._sender))
        except (aiosmtplib.SMTPException, OSError) as error:  # also TimeoutError
            client.close()
            raise NotNow(type(error).__name__) from error
        except (NotNow, Never):
            client.close()
            raise
        crash_point("mail.sent")
        await _say_goodbye(client)

    def _client(self) -> aiosmtplib.SMTP:
        must_encrypt = True if self._user else None
        return aiosmtplib.SMTP(
            hostname=self._host,
            port=self._port,
            username=self._user,
            password=self._password,
            use_tls=self._tls,
            start_tls=False if self._tls else must_encrypt,
            timeout=self._seconds,
            local_hostname=socket.gethostname(),
        )


async def _connect(client: aiosmtplib.SMTP) -> None:
    """Connect, encrypt and log in. Whatever is refused here is about the server or about us: the mail waits."""
    try:
        await client.connect()
    except aiosmtplib.SMTPResponseException as error:
        raise NotNow(f"smtp-{error.code}") from error


async def _hand_over(client: aiosmtplib.SMTP, message: EmailMessage) -> None:
    """Hand the message over. Only what the server says of this recipient or of this mail is for good."""
    try:
        await client.send_message(message)
    except aiosmtplib.SMTPNotSupported as error:
        raise Never("smtp-address-unsupported") from error  # letters beyond ASCII in an address (RFC 6531)
    except aiosmtplib.SMTPRecipientsRefused as error:
        raise _about_the_mail(error.recipients[0].code) from error
    except aiosmtplib.SMTPDataError as error:
        raise _about_the_mail(error.code) from error
    except aiosmtplib.SMTPResponseException as error:
        raise NotNow(f"smtp-{error.code}") from error


def _about_the_mail(code: int) -> NotNow | Never:
    return Never(f"smtp-{code}") if code >= 500 else NotNow(f"smtp-{code}")


async def _say_goodbye(client: aiosmtplib.SMTP) -> None:
    """Leave politely. The mail is taken: nothing that goes wrong from here on may make it go out again."""
    with contextlib.suppress(aiosmtplib.SMTPException, OSError):
        async with asyncio.timeout(GOODBYE_SECONDS):
            await client.quit()
    client.close()


def compose(letter: Letter, sender: Address) -> EmailMessage:
    """Write the message of RFC 5322: the bodies quoted-printable, so that it passes any server unchanged."""
    message = EmailMessage(policy.SMTP)
    message["From"] = sender
    message["To"] = recipient(letter.to)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.written_at)
    message["Message-ID"] = f"<{letter.id}@{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834
    message["X-Auto-Response-Suppress"] = "All"  # Exchange's word for the same
    if trace := current():
        message[HEADER] = trace  # a random number: whoever is shown the mail finds what led to it
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    message["Content-Language"] = letter.language  # last: any content header set before would move into the first body
    return message


def recipient(address: str) -> Address:
    """Give an address with its domain in ASCII (IDNA), so that only its local part can need SMTPUTF8."""
    local, _, domain = address.rpartition("@")
    with contextlib.suppress(UnicodeError):
        domain = domain.encode("idna").decode()
    return Address(username=local, domain=domain)
