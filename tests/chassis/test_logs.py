"""Log lines: JSON with dotted names, and never a word of what people sent."""

import json
import logging
from collections.abc import Callable

import pytest
from pymongo.errors import DuplicateKeyError

from chassis.logs import configure_logs, get_logger
from contracts.identity.sessions import SignIn

ADDRESS = "ada.brandt@brandt-bau.example"


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Callable[[], list[dict[str, object]]]:
    configure_logs("testing", "info")
    return lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_line_is_one_object_with_name_service_and_time(lines: Callable[[], list[dict[str, object]]]) -> None:
    get_logger().info("records.ingest.quarantined", count=3)
    get_logger().debug("records.too.fine")
    (line,) = lines()
    assert (line["event"], line["service"], line["count"], line["level"]) == (
        "records.ingest.quarantined", "testing", 3, "info",
    )  # fmt: skip
    assert str(line["timestamp"]).endswith("Z")


def _wrong_input() -> None:
    SignIn.model_validate({"portal": "acme/customers", "email": f"{ADDRESS} or so", "password": 7})


def _duplicate() -> None:
    raise DuplicateKeyError(f'dup key: {{ email: "{ADDRESS}" }}', 11000, {"keyValue": {"email": ADDRESS}})


def _chained() -> None:
    try:
        int(ADDRESS)
    except ValueError as error:
        raise KeyError(ADDRESS) from error


@pytest.mark.parametrize(
    ("fail", "names"),
    [
        (_wrong_input, "pydantic_core._pydantic_core.ValidationError: string_pattern_mismatch at email"),
        (_duplicate, "pymongo.errors.DuplicateKeyError: code 11000"),
        (_chained, "builtins.KeyError"),
    ],
)
def test_an_exception_is_told_by_type_and_place_only(
    lines: Callable[[], list[dict[str, object]]], fail: Callable[[], None], names: str
) -> None:
    with pytest.raises(Exception) as failed:
        fail()
    get_logger().error("call.failed", exc_info=failed.value)
    (line,) = lines()
    assert ADDRESS not in json.dumps(line)
    exception = line["exception"]
    assert isinstance(exception, list)
    assert exception[0].startswith(names)
    assert any(str(place).endswith(fail.__name__) for place in exception)


def test_the_exception_in_hand_is_told_with_what_it_came_from(lines: Callable[[], list[dict[str, object]]]) -> None:
    try:
        _chained()
    except KeyError:
        get_logger().exception("call.failed")
    (line,) = lines()
    assert ADDRESS not in json.dumps(line)
    assert "builtins.ValueError" in json.dumps(line)


def test_what_the_code_itself_says_stays(lines: Callable[[], list[dict[str, object]]]) -> None:
    get_logger().error("service.task.ended", exc_info=ConnectionRefusedError("no broker there"))
    get_logger().error("service.task.ended", exc_info=None)
    told, quiet = lines()
    assert told["exception"] == ["builtins.ConnectionRefusedError: no broker there"]
    assert "exception" not in quiet


def test_libraries_speak_from_warning_on_and_without_words() -> None:
    configure_logs("testing", "info")
    assert logging.getLogger("aio_pika").level == logging.CRITICAL
