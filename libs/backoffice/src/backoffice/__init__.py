"""The SDK of backoffice systems: say what your backoffice knows, over AMQP or HTTP, and import UBL and CSV files.

async with Publisher(AmqpWire(url)) as publisher:
    maker = EventMaker(tenant="acme", source="erp://acme/main")
    [receipt] = await publisher.publish([maker.event(RecordUpserted(module="invoices", ...))])
"""

from backoffice.amqp import AmqpWire
from backoffice.checkpoint import Checkpoint, FileCheckpoint, Position
from backoffice.events import EventMaker, tenant_of
from backoffice.http import HttpWire
from backoffice.importing import Importer, Outcome, Statement
from backoffice.jsonl import publish_file
from backoffice.problems import (
    BackofficeError,
    ChangedSourceError,
    DoorClosedError,
    Fault,
    InputRefusedError,
    UnreachableError,
)
from backoffice.publisher import Limits, Pause, Publisher, Receipt
from backoffice.revisions import Revisions, SqliteRevisions
from backoffice.wire import NotTakenError, Wire
from contracts.backoffice.account import AccountDeleted, AccountUpserted, Heartbeat
from contracts.backoffice.record import RecordDeleted, RecordUpserted

__all__ = [
    "AccountDeleted",
    "AccountUpserted",
    "AmqpWire",
    "BackofficeError",
    "ChangedSourceError",
    "Checkpoint",
    "DoorClosedError",
    "EventMaker",
    "Fault",
    "FileCheckpoint",
    "Heartbeat",
    "HttpWire",
    "Importer",
    "InputRefusedError",
    "Limits",
    "NotTakenError",
    "Outcome",
    "Pause",
    "Position",
    "Publisher",
    "Receipt",
    "RecordDeleted",
    "RecordUpserted",
    "Revisions",
    "SqliteRevisions",
    "Statement",
    "UnreachableError",
    "Wire",
    "publish_file",
    "tenant_of",
]
