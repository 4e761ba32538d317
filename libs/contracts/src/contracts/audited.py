"""How the audit trail tells of a write call: said beside the request, so that no use case can forget it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Audited:
    """How the trail tells of a call.

    `kind` is the kind of thing that it is about, else what its field implies, else the noun of the request's name.
    `field` is the request's field that names the thing, else the first of `id`, `slug`, `module` and `membership_id`
    that it has; a request with none of them is about the `id` of its answer, or of each of its answer's `items`.
    `tells` names fields of the answer, or else of the request, that are worth keeping: numbers, states and codes, never
    text that people wrote. `done` is False where a call's success is not worth an entry: then only a refusal that has
    effects gets one.
    """

    kind: str = ""
    field: str = ""
    tells: tuple[str, ...] = ()
    done: bool = True
