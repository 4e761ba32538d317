"""Counts tries in the transaction of what is tried, and refuses what comes too often."""

from collections.abc import Mapping
from dataclasses import dataclass

from contracts.principal import Principal
from identity.domain.tries import (
    FORGOT_OF_NETWORK,
    LINKS_OF_NETWORK,
    OWN_NETWORK_HELD,
    OWN_NETWORK_RENEWED,
    PASSWORD_OF_ADDRESS,
    PASSWORDS_OF_NETWORK,
    Counted,
    Rule,
    Tried,
    forgot_of_address,
)
from identity.ports import Outside


@dataclass(frozen=True, slots=True)
class PasswordTry:
    """A password about to be tried: under which names a wrong one counts, what is counted there already."""

    rules: Mapping[str, Rule]
    before: Mapping[str, Counted]
    person: str
    own: str


async def before_password(outside: Outside, what: Tried, address: str, who: Principal) -> PasswordTry:
    """Let a password be tried. Raises TooManyTries.

    From a network that the address has signed in from, tries count apart: others cannot lock somebody out there.
    """
    names, network = outside.names, who.network
    own = names.of_own(what, address, network)
    apart, together = names.of_pair(what, address, network), names.of_address(what, address)
    everybody = names.of_network(what, network)
    before = await outside.tries.find([own, apart, together, everybody])
    now = outside.clock.now()
    mine = own in before and now < before[own].forgotten_at
    person = apart if mine else together
    for name in (person, everybody):
        if name in before:
            before[name].refuse_while_blocked(now)
    return PasswordTry({person: PASSWORD_OF_ADDRESS, everybody: PASSWORDS_OF_NETWORK}, before, person, own)


async def wrong_password(outside: Outside, tried: PasswordTry) -> None:
    """Count a wrong one; for refusals that keep their effects."""
    await count(outside, tried.rules, tried.before)


async def right_password(outside: Outside, tried: PasswordTry) -> None:
    """Forget the wrong ones before it, and know the network from now on; writes only where that is news."""
    if tried.person in tried.before:
        await outside.tries.forget([tried.person])
    await _own(outside, tried.own, tried.before)


async def proven_by_mail(outside: Outside, what: Tried, address: str, who: Principal) -> None:
    """Know that whoever reads this address's mail calls from here: the way in for somebody who was locked out."""
    names = outside.names
    own, apart = names.of_own(what, address, who.network), names.of_pair(what, address, who.network)
    await outside.tries.forget([names.of_address(what, address), apart])
    await _own(outside, own, {})


async def may_be_mailed(outside: Outside, what: Tried, address: str, who: Principal) -> bool:
    """Count that a link is asked for; False where the address was sent enough for now. Raises TooManyTries."""
    person, everybody = outside.names.of_address(what, address), outside.names.of_network(what, who.network)
    before = await outside.tries.find([person, everybody])
    now = outside.clock.now()
    if everybody in before:
        before[everybody].refuse_while_blocked(now)
    enough = person in before and now < before[person].blocked_until
    rules: dict[str, Rule] = {everybody: FORGOT_OF_NETWORK}
    if not enough:
        rules[person] = forgot_of_address(outside.lifetimes.reset)
    await count(outside, rules, before)
    return not enough


async def before_link(outside: Outside, who: Principal) -> Mapping[str, Counted]:
    """Let a one-time link be tried. Raises TooManyTries."""
    name = outside.names.of_network(Tried.LINK, who.network)
    before = await outside.tries.find([name])
    if name in before:
        before[name].refuse_while_blocked(outside.clock.now())
    return before


async def unknown_link(outside: Outside, who: Principal, before: Mapping[str, Counted]) -> None:
    """Count a link that was never made; for refusals that keep their effects."""
    await count(outside, {outside.names.of_network(Tried.LINK, who.network): LINKS_OF_NETWORK}, before)


async def take(outside: Outside, rules: Mapping[str, Rule], times: Mapping[str, int]) -> None:
    """Take so many tries of each name at once. Raises TooManyTries, and then counts nothing."""
    before = await outside.tries.find(rules)
    now = outside.clock.now()
    for counted in before.values():
        counted.refuse_while_blocked(now)
    await outside.tries.put({name: rule.one_more(before.get(name), now, times[name]) for name, rule in rules.items()})


async def count(outside: Outside, rules: Mapping[str, Rule], before: Mapping[str, Counted]) -> None:
    """Count one more of each name."""
    now = outside.clock.now()
    await outside.tries.put({name: rule.one_more(before.get(name), now) for name, rule in rules.items()})


async def _own(outside: Outside, own: str, before: Mapping[str, Counted]) -> None:
    now = outside.clock.now()
    held = before.get(own)
    if held is None or held.forgotten_at - now < OWN_NETWORK_HELD - OWN_NETWORK_RENEWED:
        await outside.tries.put({own: Counted(1, now, now + OWN_NETWORK_HELD)})
