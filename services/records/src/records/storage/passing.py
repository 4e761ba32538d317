"""Tells what a database does to an event from what an event does to a database."""

from pymongo.errors import PyMongoError

from chassis.problems import is_away

PASSING_LABELS = ("TransientTransactionError", "UnknownTransactionCommitResult", "RetryableWriteError")


def may_pass(error: BaseException) -> bool:
    """Tell whether the same work may succeed later: then nothing is wrong with the event."""
    return is_away(error) or (
        isinstance(error, PyMongoError) and any(error.has_error_label(label) for label in PASSING_LABELS)
    )
