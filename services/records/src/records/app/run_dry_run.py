"""Runs a dry run: a draft against what is in force, over the records as they are, at one moment."""

import asyncio

from records.app.context import Context
from records.app.dry_run.difference import ModuleCount
from records.app.dry_run.fields import field_changes
from records.app.dry_run.onlookers import gather, live_memberships
from records.app.dry_run.run import Run
from records.app.dry_run.sides import read_sides
from records.domain.job import Compared, State
from records.domain.refusal import Refusal
from records.ports import JobDesk


async def run_dry_run(desk: JobDesk, at: Context) -> None:
    """Take a job up, and bring it to its end unless it is cancelled. `at` only reads."""
    compared = await desk.begin()
    if compared is None:
        return
    try:
        run = await _prepared(compared, at)
    except Refusal as refusal:
        await desk.end(State.FAILED, refusal.code)
        return
    if await run.through(desk, at):
        await desk.end(State.DONE)


async def _prepared(compared: Compared, at: Context) -> Run:
    """Read both sides and who looks. Raises DraftInvalid, TooManyMemberships."""
    definitions = await at.rules.definitions()
    memberships = await live_memberships(compared.slug, at)

    def prepare() -> Run:
        sides = read_sides(compared, definitions)
        onlookers = gather(at.tenant, memberships, sides, compared.at)
        changes = field_changes(sides, onlookers.accounts)
        counts = [ModuleCount(module, onlookers, compared.at) for module in sides.modules()]
        unlike = [count for count in counts if not onlookers.see_alike(count.module)]
        fields = {module: changed.told() for module, changed in changes.items()}
        return Run(compared, len(memberships), counts, unlike, fields)

    return await asyncio.to_thread(prepare)
