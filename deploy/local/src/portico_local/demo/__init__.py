"""What a new Portico shows on its first start: a tenant with believable content, made through the public doors only."""

from collections.abc import Mapping

from portico_local.demo.story import Story


def build(_settings: Mapping[str, str]) -> Story | None:
    """Make the demo and answer its story; None while there is nothing to show.

    Called once per state folder, when all is ready: the story is kept in `demo.json` only after this has returned. A
    call that was interrupted is made again at the next start, so every step has to be one that may be repeated.
    `settings` are the addresses and secrets that the `portico` command needs in its environment.
    """
    return None
