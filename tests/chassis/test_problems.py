"""Refusals are answers with a place; the unexpected is an answer that tells nothing."""

from dataclasses import dataclass
from typing import Annotated

import pytest
from pydantic import Field, ValidationError
from pymongo.errors import AutoReconnect, DuplicateKeyError, OperationFailure, ServerSelectionTimeoutError

from chassis.problems import MAX_FAULTS, InvalidInput, Refused, is_away, pointer, problem_of
from contracts.kinds import Amount
from contracts.message import Message


@dataclass
class Wrong:
    pointer: str
    code: str
    detail: str


class Full(Exception):  # noqa: N818  a refusal is an answer
    code = "testing.full"
    status = 409
    title = "It is full"
    faults = (Wrong("/seats", "testing.taken", "seat 7 is taken"),)


class Seat(Message):
    number: int


class Booking(Message):
    seats: Annotated[tuple[Seat, ...], Field(max_length=500)]
    price: dict[str, Amount]


def _invalid(text: str) -> ValidationError:
    with pytest.raises(ValidationError) as refused:
        Booking.model_validate_json(text)
    return refused.value


def test_a_refusal_says_its_code_its_place_and_why() -> None:
    problem = problem_of(Full("all forty seats are taken"))
    assert (problem.status, problem.code, problem.title) == (409, "testing.full", "It is full")
    assert problem.detail == "all forty seats are taken"
    assert problem.type.endswith("/testing.full")
    assert [(fault.pointer, fault.code) for fault in problem.errors] == [("/seats", "testing.taken")]


def test_wrong_input_names_each_place_as_a_json_pointer() -> None:
    problem = problem_of(
        InvalidInput(_invalid('{"seats": [{"number": 1}, {"number": "x"}], "price": {"a/b~c": "1,5"}}'))
    )
    assert problem.status == 422
    assert [fault.pointer for fault in problem.errors] == ["/seats/1/number", "/price/a~1b~0c"]


def test_wrong_input_is_not_said_back() -> None:
    problem = problem_of(InvalidInput(_invalid('{"seats": "geheim@example.org", "price": {}}')))
    assert "geheim" not in problem.model_dump_json()


def test_there_is_an_end_to_what_is_listed() -> None:
    many = ", ".join('{"number": "x"}' for _ in range(400))
    problem = problem_of(InvalidInput(_invalid(f'{{"seats": [{many}], "price": {{}}}}')))
    assert len(problem.errors) == MAX_FAULTS
    assert len(pointer(("a" * 900,))) == 500


def test_a_model_of_our_own_that_fails_is_our_fault() -> None:
    problem = problem_of(_invalid("{}"))
    assert (problem.status, problem.code, problem.errors) == (500, "internal", ())


@pytest.mark.parametrize("error", [ZeroDivisionError("secret"), DuplicateKeyError("secret"), KeyError("secret")])
def test_a_bug_tells_nothing(error: Exception) -> None:
    problem = problem_of(error)
    assert problem.status == 500
    assert "secret" not in problem.model_dump_json()


def _labelled(label: str) -> OperationFailure:
    return OperationFailure("secret", 112, {"errorLabels": [label]})


@pytest.mark.parametrize(
    "error",
    [
        AutoReconnect("secret"), ServerSelectionTimeoutError("secret"), _labelled("TransientTransactionError")
    ],
)  # fmt: skip
def test_a_database_that_is_busy_or_away_is_worth_another_try(error: Exception) -> None:
    problem = problem_of(error)
    assert (problem.status, problem.code) == (503, "unavailable")
    assert problem.retry_after
    assert "secret" not in problem.model_dump_json()


def test_a_write_that_may_be_done_is_not_worth_a_blind_try() -> None:
    for error in (_labelled("UnknownTransactionCommitResult"), _lost_while_committing()):
        problem = problem_of(error)
        assert (problem.status, problem.code) == (503, "interrupted")


def _lost_while_committing() -> AutoReconnect:
    return AutoReconnect("secret", {"errorLabels": ["UnknownTransactionCommitResult"]})


def test_only_a_lost_database_counts_as_away() -> None:
    assert is_away(AutoReconnect())
    assert not is_away(OperationFailure("no"))
    assert not is_away(ZeroDivisionError())


def test_the_chassis_own_refusal_is_given_as_it_is() -> None:
    refused = Refused(401, "identity.revoked", "This session has ended", "Sign in again.", retry_after=1)
    assert problem_of(refused) is refused.problem
    assert refused.problem.retry_after == 1
