"""Tells what a database does to an event from what an event does to a database."""

from typing import Final

from pymongo.errors import BulkWriteError, DuplicateKeyError, PyMongoError

from chassis.problems import is_away

PASSING_LABELS: Final = ("TransientTransactionError", "UnknownTransactionCommitResult", "RetryableWriteError")
DUPLICATE_KEY: Final = 11000


def may_pass(error: BaseException) -> bool:
    """Tell whether the same work may succeed later: then nothing is wrong with the event."""
    if is_away(error) or _met_another(error):
        return True
    return isinstance(error, PyMongoError) and any(error.has_error_label(label) for label in PASSING_LABELS)


def _met_another(error: BaseException) -> bool:
    """Tell whether another replica has just added the same thing: all our keys are names, so next time it is found."""
    if isinstance(error, BulkWriteError):
        failed = (error.details or {}).get("writeErrors", [])
        return bool(failed) and all(one.get("code") == DUPLICATE_KEY for one in failed)
    return isinstance(error, DuplicateKeyError)
