"""Tells of an exception without its words: types and places, since messages quote what people sent.

A duplicate key names the e-mail address, a ValidationError quotes the input. Where the words are the code's own,
they stay.
"""

import sys
import traceback
from collections.abc import Iterator, MutableMapping
from typing import Any, Final

from aio_pika.exceptions import AMQPError
from pydantic import ValidationError
from pymongo.errors import PyMongoError

MAX_CHAIN: Final = 5
MAX_FRAMES: Final = 25
OUR_OWN_WORDS: Final = (OSError, AMQPError, TypeError, AttributeError, NameError, ImportError, AssertionError)


def without_words(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Put `exception` in the place of `exc_info`: structlog's processor."""
    told = event.pop("exc_info", None)
    error = sys.exc_info()[1] if told is True else told[1] if isinstance(told, tuple) else told
    if isinstance(error, BaseException):
        event["exception"] = [line for one in _chain(error) for line in (_name(one), *_places(one))]
    return event


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Give the exception, then what it came from."""
    one: BaseException | None = error
    for _ in range(MAX_CHAIN):
        if one is None:
            return
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _name(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, ValidationError):
        faults = error.errors(include_url=False, include_context=False, include_input=False)
        return f"{name}: " + ", ".join(
            f"{fault['type']} at {'/'.join(map(str, fault['loc']))}" for fault in faults[:10]
        )
    if isinstance(error, PyMongoError):
        return f"{name}: code {getattr(error, 'code', None)}"
    return f"{name}: {error}" if isinstance(error, OUR_OWN_WORDS) else name


def _places(error: BaseException) -> Iterator[str]:
    """Give the places it passed, the innermost last."""
    for frame in traceback.extract_tb(error.__traceback__)[-MAX_FRAMES:]:
        yield f"  {'/'.join(frame.filename.split('/')[-3:])}:{frame.lineno} {frame.name}"
