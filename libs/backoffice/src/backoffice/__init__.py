"""The SDK of backoffice systems: say what your backoffice knows, over AMQP or HTTP, and import UBL and CSV files.

async with Publisher(AmqpWire(url)) as publisher:
    maker = EventMaker(tenant="acme", source="erp://acme/main")
    [receipt] = await publisher.publish([maker.event(RecordUpserted(module="invoices", ...))])
"""

from backoffice.amqp import AmqpWire
from backoffice.bookmark import Bookmark, FileBookmark
from backoffice.checkpoint import Checkpoint, FileCheckpoint, Position
from backoffice.events import EventMaker, tenant_of
from backoffice.following import Follower
from backoffice.http import HttpWire
from backoffice.importing import Importer, Outcome, Statement
from backoffice.jsonl import publish_file
from backoffice.problems import (
    BackofficeError,
    ChangedSourceError,
    DoorClosedError,
    Fault,
    FeedForgottenError,
    InputRefusedError,
    UnreachableError,
)
from backoffice.publisher import Limits, Publisher, Receipt
from backoffice.revisions import Revisions, SqliteRevisions
from backoffice.waiting import Pause
from backoffice.wire import NotTakenError, Wire
from contracts.backoffice.account import AccountDeleted, AccountUpserted, Heartbeat
from contracts.backoffice.record import RecordDeleted, RecordUpserted

__all__ = [
    "AccountDeleted",
    "AccountUpserted",
    "AmqpWire",
    "BackofficeError",
    "Bookmark",
    "ChangedSourceError",
    "Checkpoint",
    "DoorClosedError",
    "EventMaker",
    "Fault",
    "FeedForgottenError",
    "FileBookmark",
    "FileCheckpoint",
    "Follower",
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
