"""Reads the mail catcher."""

import json
import urllib.request
from typing import Any
from urllib.parse import quote

from stack.waiting import wait_until

Caught = dict[str, Any]  # {id, from, to, subject, text, html, headers, received_at}
ANSWER_WITHIN_S = 10.0


def mails_to(mail_url: str, address: str) -> list[Caught]:
    """What this address got, newest first."""
    asked = f"{mail_url}/api/messages?to={quote(address, safe='')}"
    with urllib.request.urlopen(asked, timeout=ANSWER_WITHIN_S) as answer:  # noqa: S310 - our own catcher
        found: list[Caught] = json.load(answer)
    return found


def wait_for_mails(mail_url: str, address: str, at_least: int = 1, deadline_s: float = 20.0) -> list[Caught]:
    """The mails to this address as soon as there are so many, newest first."""

    def enough() -> list[Caught]:
        found = mails_to(mail_url, address)
        return found if len(found) >= at_least else []

    return wait_until(enough, deadline_s)
