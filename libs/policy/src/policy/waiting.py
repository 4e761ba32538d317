"""What of a module waits for the viewer: told by the actions that they may take and the fields that they may read.

Nothing else is asked, so that a hidden field changes no number: whatever is counted here, a list that the same viewer
asks for with the same conditions shows.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from policy.compile import ModulePolicy
from policy.filters import Condition

AMOUNTS: Final = {"pay": "balance", "approve": "total"}
"""The actions that something can wait for, and what it then comes to."""
_NOTHING_LEFT: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits for one action: the records that meet all `conditions`.

    `statuses` are those that a condition names, none where the status may not be read. `amount` is the field that is
    summed up by `currency`, None where one of the two may not be read; `due` tells that `due_on` may be.
    """

    action: str
    conditions: tuple[Condition, ...]
    statuses: tuple[str, ...]
    amount: str | None
    due: bool

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that a count and its sums need."""
        return (*(("due_on",) if self.due else ()), *((self.amount, "currency") if self.amount else ()))


def waits_in(module: ModulePolicy) -> tuple[Waits, ...]:
    """What waits in a module, by action. Nothing does where neither the status nor what is left to pay may be read."""
    if not module.shows:
        return ()
    return tuple(
        Waits(
            action,
            conditions,
            statuses=_waiting(module),
            amount=amount if {amount, "currency"} <= module.readable.keys() else None,
            due="due_on" in module.readable,
        )
        for action, amount in AMOUNTS.items()
        if action in module.actions and (conditions := _conditions(module, action))
    )


def _conditions(module: ModulePolicy, action: str) -> tuple[Condition, ...]:
    statuses = _waiting(module)
    if module.statuses and "status" in module.readable and not statuses:
        return ()
    found = (Condition("status", "choice", "in", statuses),) if statuses else ()
    if action == "pay" and "balance" in module.readable:
        return (*found, Condition("balance", "money", "gt", (_NOTHING_LEFT,)))
    return found


def _waiting(module: ModulePolicy) -> tuple[str, ...]:
    """The statuses in which a record waits, as far as the viewer may know."""
    return tuple(one.value for one in module.statuses if one.waits) if "status" in module.readable else ()
