"""What a message is: a frozen model whose name and owner stand in its class line, kept in one registry."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, ClassVar, Final, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from contracts.audited import Audited


class Message(BaseModel):
    """Frozen; readers ignore fields they do not know, so that fields can be added."""

    model_config = ConfigDict(frozen=True, extra="ignore", ser_json_inf_nan="strings")


class Who(StrEnum):
    """Who may make a call. The chassis refuses everybody else, in the service itself."""

    ANYONE = "anyone"
    USER = "user"
    STAFF = "staff"
    SYSTEM = "system"
    OPERATOR = "operator"


Effect = Literal["read", "write"]
EVERY_SERVICE: Final = "every-service"
"""The producer of an event that each service says of itself."""
A = TypeVar("A", bound=Message)


class Nothing(Message):
    """The answer of a call that has nothing to say but that it is done."""


class Request(Message, Generic[A]):
    """One call: the edge asks a service and awaits one answer `A`, or a `Problem`."""

    NAME: ClassVar[str]
    EFFECT: ClassVar[Effect]
    WHO: ClassVar[frozenset[Who]]
    ROLES: ClassVar[frozenset[str]]
    SCOPE: ClassVar[str]
    DEADLINE: ClassVar[float]
    CREDENTIALS: ClassVar[bool]
    ANSWER: ClassVar[type[Message]]
    AUDIT: ClassVar[Audited] = Audited()
    """How the audit trail tells of it; a request sets it in its body where the rule does not do."""
    PREVIEW: ClassVar[bool] = False
    """Whether somebody may ask who only looks at a draft: a request that answers by that draft says so in its body."""

    def __init_subclass__(
        cls,
        *,
        name: str = "",
        effect: Effect = "write",
        who: frozenset[Who] = frozenset(),
        roles: frozenset[str] = frozenset(),
        scope: str = "",
        deadline: float = 5.0,
        credentials: bool = False,
        **options: Any,  # noqa: ANN401  pydantic's own keywords
    ) -> None:
        """Take the call's name, effect and callers from the class line.

        `roles` narrows staff and `scope` API keys; `deadline` is in seconds; `credentials` marks an answer
        that is never kept for replay.
        """
        super().__init_subclass__(**options)
        if not name:
            return
        cls.NAME, cls.EFFECT, cls.WHO, cls.ROLES = name, effect, who, roles
        cls.SCOPE, cls.DEADLINE, cls.CREDENTIALS = scope, deadline, credentials

    @classmethod
    def __pydantic_init_subclass__(cls, **_options: Any) -> None:  # noqa: ANN401  pydantic's own keywords
        """Register the finished class, once its answer's type is known."""
        name = cls.__dict__.get("NAME")
        if not name:
            return
        generics = (getattr(base, "__pydantic_generic_metadata__", {}) for base in cls.__mro__[1:])
        answers = [generic["args"][0] for generic in generics if generic.get("args")]
        cls.ANSWER = answers[0]
        _register(REQUESTS, name, cls)

    @classmethod
    def owner(cls) -> str:
        """Give the service that answers: the first word of the name."""
        return cls.NAME.split(".", 1)[0]


class Event(Message):
    """One fact, past tense. `PUBLIC` ones go to `backoffice.out` too; `BROADCAST` ones to every replica."""

    NAME: ClassVar[str]
    PUBLIC: ClassVar[bool]
    BROADCAST: ClassVar[bool]
    PRODUCER: ClassVar[str]

    def __init_subclass__(
        cls,
        *,
        name: str = "",
        public: bool = False,
        broadcast: bool = False,
        producer: str = "",
        **options: Any,  # noqa: ANN401  pydantic's own keywords
    ) -> None:
        """Take the event's name and reach from the class line; `producer` where the name does not begin with it."""
        super().__init_subclass__(**options)
        if name:
            cls.NAME, cls.PUBLIC, cls.BROADCAST = name, public, broadcast
            cls.PRODUCER = producer or name.split(".", 1)[0]
            _register(EVENTS, name, cls)

    @classmethod
    def producer(cls) -> str:
        """Give the service that says it, `EVERY_SERVICE` where each does."""
        return cls.PRODUCER


REQUESTS: dict[str, type[Request[Any]]] = {}
EVENTS: dict[str, type[Event]] = {}


def _register(registry: dict[str, Any], name: str, cls: type[Message]) -> None:
    known: Mapping[str, type[Message]] = registry
    if name in known and known[name].__module__ != cls.__module__:
        raise TypeError(f"two messages are named {name}")
    registry[name] = cls
