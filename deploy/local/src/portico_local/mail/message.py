"""One caught mail, as the API answers it."""

import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from typing import Any

# Header lines come from strangers: parsed leniently, and never folded again.
POLICY = policy.default.clone(max_line_length=0)


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail: who it was handed to (the envelope, so blind copies too), its two bodies and its headers in order."""

    id: str
    sender: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    html: str
    headers: tuple[tuple[str, str], ...]
    received_at: str  # RFC 3339, UTC

    def is_to(self, address: str) -> bool:
        """Whether it was handed to this address, whatever its case."""
        return address.strip().lower() in {recipient.lower() for recipient in self.recipients}

    def as_answer(self) -> dict[str, Any]:
        """`{id, from, to, subject, text, html, headers, received_at}`; repeated headers are joined by line breaks."""
        headers: dict[str, str] = {}
        for name, value in self.headers:
            headers[name] = f"{headers[name]}\n{value}" if name in headers else value
        own = {name: getattr(self, name) for name in ("id", "subject", "text", "html", "received_at")}
        return {**own, "from": self.sender, "to": list(self.recipients), "headers": headers}

    def as_row(self) -> dict[str, Any]:
        """As it is kept on disk; the constructor's arguments."""
        return asdict(self)


def from_row(row: dict[str, Any]) -> Mail:
    """A mail as it was kept on disk."""
    headers = tuple((name, value) for name, value in row["headers"])
    return Mail(**{**row, "recipients": tuple(row["recipients"]), "headers": headers})


def caught(raw: bytes, envelope_sender: str, envelope_recipients: list[str], now: datetime) -> Mail:
    """The mail in these bytes. Its id sorts by time of arrival."""
    parsed = message_from_bytes(raw, _class=EmailMessage, policy=POLICY)
    senders = [address for _, address in getaddresses([str(parsed.get("From", ""))]) if address]
    return Mail(
        id=f"{now.astimezone(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}",
        sender=senders[0] if senders else envelope_sender,
        recipients=tuple(envelope_recipients),
        subject=str(parsed.get("Subject", "")),
        text=_body(parsed, "plain"),
        html=_body(parsed, "html"),
        headers=tuple((name, str(value)) for name, value in parsed.items()),
        received_at=now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    )


def _body(parsed: EmailMessage, subtype: str) -> str:
    part = parsed.get_body(preferencelist=(subtype,))
    if part is None:
        return ""
    content = part.get_content()
    return content if isinstance(content, str) else ""
