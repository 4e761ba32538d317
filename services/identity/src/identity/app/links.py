"""Makes one-time links, and opens them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from contracts.principal import Principal
from identity.app.tries import before_link, unknown_link
from identity.domain.link import GuessedLink, Link, LinkState, Purpose, UnknownLink, link_fingerprint, link_token
from identity.ports import Outside


async def issue_links(
    outside: Outside, purpose: Purpose, subjects: Sequence[str], expires_at: datetime
) -> Mapping[str, str]:
    """Give each subject a new token; those given before stop working."""
    tokens = {subject: link_token(outside.tenant, outside.chance.secret()) for subject in subjects}
    await outside.links.close(purpose, subjects, LinkState.REPLACED)
    links = [Link(link_fingerprint(purpose, token), purpose, subject, expires_at) for subject, token in tokens.items()]
    await outside.links.open(links)
    return tokens


async def open_link(outside: Outside, purpose: Purpose, token: str) -> Link:
    """Give the link of a token, without using it. Raises what says why it does not work."""
    link = await outside.links.find(link_fingerprint(purpose, token))
    if link is None:
        raise UnknownLink
    link.refuse_unless_open(outside.clock.now())
    return link


async def open_counted(outside: Outside, purpose: Purpose, token: str, who: Principal) -> Link:
    """Give the link of a token, without using it; one that was never made counts as a try.

    Raises what says why it does not work, and TooManyTries.
    """
    before = await before_link(outside, who)
    link = await outside.links.find(link_fingerprint(purpose, token))
    if link is None:
        await unknown_link(outside, who, before)
        raise GuessedLink
    link.refuse_unless_open(outside.clock.now())
    return link


async def use_link(outside: Outside, link: Link) -> None:
    """Use a link up."""
    await outside.links.close(link.purpose, [link.subject], LinkState.USED)
