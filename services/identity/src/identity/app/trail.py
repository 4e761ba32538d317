"""Everything that identity does with the audit trail, in one list."""

from functools import partial

from identity.app.list_audit import list_audit
from identity.app.record_entry import record_entry
from identity.app.verify_audit import verify_audit
from identity.ports import Outside


class TrailCases:
    """The verbs of the audit trail, bound to one tenant and one unit of work."""

    def __init__(self, outside: Outside) -> None:
        self.record = partial(record_entry, outside)
        self.list = partial(list_audit, outside)
        self.verify = partial(verify_audit, outside)
