"""What a call leaves in the audit trail: written by the boundary with every effect, so that no use case can forget it.

A use case may add what only it knows: who somebody turned out to be, what it was done to, a few codes and numbers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, Literal

from pydantic import JsonValue

from contracts.audit import Actor, EntryRecorded, Subject, action_of, details_of, subjects_of
from contracts.message import Message, Request
from contracts.principal import Principal
from contracts.problem import Problem

REQUEST_ID_HEADER: Final = "x-request-id"
_REQUEST_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")


@dataclass(slots=True)
class Trail:
    """What the use case of one unit of work says of itself."""

    who: Principal | None = None
    subjects: list[Subject] = field(default_factory=list)
    details: dict[str, JsonValue] = field(default_factory=dict)

    def acted(self, who: Principal) -> None:
        """Say who somebody without a token turned out to be."""
        self.who = who

    def about(self, kind: str, thing: str) -> None:
        """Say what it is done to, in place of what the request says by itself."""
        self.subjects.append(Subject(kind=kind, id=thing))

    def tell(self, name: str, value: bool | int | str | list[str]) -> None:
        """Add a detail: numbers, states and codes, never text that people wrote."""
        self.details[name] = value  # type: ignore[assignment]  # a list of strings is a JSON value


@dataclass(frozen=True, slots=True)
class Asked:
    """One call as it came in."""

    request: Request[Any]
    who: Principal
    request_id: str

    @classmethod
    def of(cls, request: Request[Any], who: Principal, headers: dict[str, str]) -> "Asked":
        """Take it from a call's parts; a request id that cannot be one is left out."""
        told = headers.get(REQUEST_ID_HEADER, "")
        return cls(request, who, told if _REQUEST_ID.fullmatch(told) else "")

    def entries(self, trail: Trail, outcome: Message) -> Iterator[EntryRecorded]:
        """Give the entry of its effect; `outcome` is the answer, or the Problem of a refusal that keeps effects."""
        if self.request.AUDIT.done or isinstance(outcome, Problem):
            yield self._entry(trail, outcome)

    def _entry(self, trail: Trail, outcome: Message) -> EntryRecorded:
        refused = isinstance(outcome, Problem)
        answer, who = None if refused else outcome, trail.who or self.who
        now = datetime.now(UTC)
        return EntryRecorded.model_validate(
            {
                "at": now.replace(microsecond=now.microsecond // 1000 * 1000),
                "action": action_of(type(self.request)),
                "outcome": "refused" if refused else "done",
                "code": outcome.code if isinstance(outcome, Problem) else None,
                "actor": _actor(who),
                "subjects": tuple(trail.subjects) or subjects_of(self.request, answer),
                "details": {**details_of(self.request, answer), **trail.details},
                "portal": who.portal or None,
                "account": who.account or None,
                "request_id": self.request_id or None,
            }
        )


def _actor(who: Principal) -> Actor:
    kind: Literal["user", "staff", "system", "operator", "anyone"] = who.kind.value
    return Actor(
        kind=kind,
        id=who.subject or None,
        session=who.session or None,
        membership=who.membership or None,
        acting=who.acting or None,
    )
