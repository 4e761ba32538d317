"""Which statuses of a module tell what is being done: of records on their way to a good end, as the viewer may know.

A contract is in force and a machine in use for years: neither is on its way anywhere. What is, is told by a status
that closes in the tone of success: delivered, completed, answered, paid.
"""

from typing import Final

from policy.compile import ModulePolicy
from policy.definition import DRAFT
from policy.waiting import waits_in

GOOD: Final = "success"


def stages_in(module: ModulePolicy) -> tuple[str, ...]:
    """The statuses of what is being done, in their order; none where the status may not be read.

    Left out is what waits for the viewer: that is told by `waits_in`.
    """
    if not module.shows or "status" not in module.readable:
        return ()
    if not any(one.closed and one.tone == GOOD for one in module.statuses):
        return ()
    told = {status for waits in waits_in(module) for status in waits.statuses}
    return tuple(one.value for one in module.statuses if not one.closed and one.value not in {*told, DRAFT})
