"""The mail catcher's inboxes: where invitations arrive."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import aiohttp

from portico_local.demo.doors.refusal import DoorStayedShut

LINK = re.compile(r"https?://\S+/invitations/([A-Za-z0-9._-]+)")


async def invitation_tokens(mail_url: str, address: str) -> list[str]:
    """The tokens of all invitations that this address got, newest first."""
    try:
        async with aiohttp.ClientSession() as session:
            asked = f"{mail_url.rstrip('/')}/api/messages?to={quote(address, safe='')}"
            async with session.get(asked) as answer:
                return list(_tokens(await answer.json()))
    except (aiohttp.ClientError, TimeoutError) as error:
        raise DoorStayedShut(f"the mail catcher: {type(error).__name__}") from error


def _tokens(mails: list[dict[str, str]]) -> Iterator[str]:
    for mail in mails:
        found = LINK.search(mail["text"])
        if found:
            yield found.group(1)
