"""records put together: its doors, its collections, its intake, and what it does beside."""

from datetime import timedelta
from functools import partial

from chassis import due
from chassis.due import DueList, Turn
from chassis.mongo import Database
from chassis.store_service import StoreService
from chassis.work import Transactor, Work
from contracts.records.intake import PolicyChanged
from contracts.topology import BACKFILL_QUEUE, SHARDS, STRAY_QUEUE, shard_queue
from records.app.context import Context
from records.gateways import clock
from records.gateways.beside import again_and_again
from records.gateways.cursors import SealedCursors
from records.gateways.line import Limits
from records.gateways.lines import Lines
from records.gateways.patience import Patience
from records.handlers import accounts as accounts_doors
from records.handlers import explaining, previewing, viewing
from records.handlers import jobs as jobs_doors
from records.handlers import quarantine as quarantine_doors
from records.handlers import rules as rules_doors
from records.handlers import sources as sources_doors
from records.handlers.chores import ChoreDoor
from records.handlers.intake import IntakeDoor
from records.handlers.memberships import memberships as memberships_doors
from records.handlers.turns import SILENT, TurnDoor
from records.settings import RecordsSettings
from records.storage import (
    accounts,
    chores,
    jobs,
    memberships,
    policies,
    previews,
    quarantine,
    records,
    revisions,
    rules,
    sources,
    versions,
)
from records.storage.job_desk import LEASE, MongoJobDesk
from records.storage.kept import Kept
from records.storage.passing import may_pass

INDEXES = (
    *records.INDEXES, *revisions.INDEXES, *accounts.INDEXES, *memberships.INDEXES, *quarantine.INDEXES,
    *rules.INDEXES, *sources.INDEXES, *chores.INDEXES, *jobs.INDEXES,
    *due.INDEXES, *previews.INDEXES, *due.indexes_of(jobs.WAITING),
)  # fmt: skip
LIVE = (*(shard_queue(shard) for shard in range(SHARDS)), STRAY_QUEUE)
CHORE_PAUSE = 0.25
TURN_PAUSE = 1.0
TURN_LEASE = timedelta(seconds=30)
TRIM_PAUSE = 5.0
JOBS_AT_ONCE = 1
"""Of one replica: each holds a portal's memberships and computes as much as it may."""
JOBS_PAUSE = 0.25


class Parts:
    """What a replica of records keeps between units of work."""

    def __init__(
        self,
        database: Database,
        transactor: Transactor,
        cursor_key: str,
        *,
        usual_silence: timedelta,
        most_exported: int,
    ) -> None:
        self.definitions: Kept[str, rules.DefinitionsAt] = Kept(policies.MAX_TENANTS)
        self.policies = policies.PoliciesInForce(database, transactor, self.definitions)
        self.cursors = SealedCursors(cursor_key)
        self.memory, self.usual_silence = sources.Memory(), usual_silence
        self.most_exported = most_exported

    def sources(self, work: Work) -> sources.MongoSources:
        """Give what notes when backoffices were heard."""
        return sources.MongoSources(work, self.memory, self.usual_silence)

    def build(self, work: Work) -> Context:
        """Give the use cases of one unit of work what they stand on."""
        return Context(
            tenant=work.tenant,
            records=records.MongoRecords(work),
            revisions=revisions.MongoRevisions(work),
            accounts=accounts.MongoAccounts(work),
            memberships=memberships.MongoMemberships(work),
            rules=rules.MongoRules(work, self.definitions),
            versions=versions.MongoVersions(work),
            previews=previews.MongoPreviews(work),
            quarantine=quarantine.MongoQuarantine(work),
            chores=chores.MongoChores(work),
            sources=self.sources(work),
            jobs=jobs.MongoJobs(work),
            policies=self.policies,
            cursors=self.cursors,
            now=clock.now,
            say=work.emit,
            usual_silence=self.usual_silence,
            most_exported=self.most_exported,
        )


def make_app() -> StoreService:
    """Make the service from its settings."""
    settings = RecordsSettings()
    service = StoreService("records", settings, indexes=INDEXES)
    parts = Parts(
        service.database,
        service.transactor,
        settings.cursor_key.get_secret_value(),
        usual_silence=timedelta(seconds=settings.source_silence),
        most_exported=settings.export_records,
    )
    service.calls(viewing.router, parts.build)
    service.calls(explaining.router, parts.build)
    service.calls(previewing.router, parts.build)
    service.calls(accounts_doors.router, parts.build)
    service.calls(jobs_doors.router, parts.build)
    service.calls(quarantine_doors.router, parts.build)
    service.calls(sources_doors.router, parts.build)
    service.events(rules_doors.policies, parts.build)
    service.events(rules_doors.modules, parts.build)
    service.events(memberships_doors, parts.build)
    service.revocations.on(PolicyChanged.NAME, parts.policies.on_changed)
    service.task("policies", lambda _: parts.policies.watch())
    add_intake(service, settings, parts)
    add_turns(service, parts)
    add_jobs(service, parts)
    return service


def add_turns(service: StoreService, parts: Parts) -> None:
    """Add what is done when its time has come."""
    turns, door = DueList(service.database, TURN_LEASE), TurnDoor(service.transactor, parts.build)
    service.task("turns", lambda _: turns.work_off(door.take, workers=2, idle=TURN_PAUSE))

    async def silent() -> float:
        return float(await service.database.raw[sources.COLLECTION].count_documents(sources.SILENT))

    service.show(SILENT, silent)


def add_intake(service: StoreService, settings: RecordsSettings, parts: Parts) -> None:
    """Add what takes in the backoffices' events, and what follows from them beside."""
    patience = Patience(service.database)
    door = IntakeDoor(service.transactor, parts.build, parts.sources, patience, may_pass, clock.now)
    limits = Limits(settings.intake_prefetch, settings.intake_deliveries, settings.intake_bytes, settings.intake_gather)
    lines = Lines(settings.amqp_url.get_secret_value(), limits, LIVE, BACKFILL_QUEUE, door.take)
    beside = ChoreDoor(chores.ChoreBoard(service.database), service.transactor, parts.build)

    async def consuming() -> bool:
        return lines.consuming

    service.health.add("intake", consuming)
    service.task("intake", lambda _: lines.run())
    service.task("chores", lambda _: again_and_again("chores", beside.next, CHORE_PAUSE))
    service.task("trim", lambda _: again_and_again("trim", partial(beside.trim, door.set_aside_for), TRIM_PAUSE))


def add_jobs(service: StoreService, parts: Parts) -> None:
    """Add what does long work that was asked for."""

    def desk(turn: Turn) -> MongoJobDesk:
        return MongoJobDesk(service.transactor, turn, clock.now)

    door = jobs_doors.JobDoor(service.transactor, parts.build, desk)
    waiting = DueList(service.database, LEASE, of=jobs.WAITING)
    service.task("jobs", lambda _: waiting.work_off(door.on_due, workers=JOBS_AT_ONCE, idle=JOBS_PAUSE))
