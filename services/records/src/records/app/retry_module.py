"""Tries a module's quarantine again after the module was defined, page by page."""

from typing import Final

from records.app.context import Context, InSteps
from records.app.retry_quarantined import take_again
from records.domain.chore import Chore

RETRIED_AT_ONCE: Final = 100


async def retry_module(chore: Chore, steps: InSteps) -> None:
    """Take in again what the quarantine holds for want of these modules' definitions."""
    for module in chore.names:
        after: str | None = ""
        while after is not None:

            async def page(at: Context, module: str = module, behind: str = after) -> str | None:
                await at.chores.still(chore)
                return await _retry_page(module, behind, at)

            after = await steps(page)


async def _retry_page(module: str, after: str, at: Context) -> str | None:
    found = await at.quarantine.of_module(module, after, RETRIED_AT_ONCE)
    if found:
        await take_again(found, at)
    return found[-1].id if len(found) == RETRIED_AT_ONCE else None
