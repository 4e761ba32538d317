"""Structured logs: JSON lines on standard error, dotted event names with fields, no personal data."""

import io
import logging
import sys
from typing import TextIO, cast

import structlog

from chassis.tracebacks import without_words
from chassis.tracing import with_trace_id


class _StandardError(io.TextIOBase):
    """Standard error as it is when a line is written: loggers are kept, and whoever captures it replaces it."""

    def write(self, text: str) -> int:
        return sys.stderr.write(text)

    def flush(self) -> None:
        sys.stderr.flush()


def configure_logs(service: str, level: str) -> None:
    """Write one JSON object a line; libraries speak from warning on."""
    number = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            with_trace_id,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            without_words,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.WriteLoggerFactory(file=cast("TextIO", _StandardError())),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(service=service)
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format='{"level": "%(levelname)s", "logger": "%(name)s"}'
    )
    # aio-pika and aiormq print a traceback for each lost connection; ours say it once, as an event.
    for noisy in ("aio_pika", "aiormq", "pymongo"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)


def get_logger() -> structlog.stdlib.BoundLogger:
    """Give the logger that every module of ours writes to."""
    logger: structlog.stdlib.BoundLogger = structlog.get_logger()
    return logger
