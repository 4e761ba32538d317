"""The form of a module's matrix: a right for each field, and what may be done to many at once."""

from collections.abc import Callable, Collection, Mapping
from typing import Final

from edge.domain.drafts.rights import RIGHTS, Rights
from edge.domain.drafts.unfit import Unfit

RIGHT: Final = "right."
PICK: Final = "pick."
ACTION: Final = "action."
ALL: Final = "all"
PICKED: Final = "picked"
SAME: Final = "same"
"""For the picked fields: the right of the field that the form names so."""


def asked_rights(fields: Mapping[str, str], before: Rights, section_of: Callable[[str], str]) -> dict[str, str]:
    """Give each field's right as the form has it, after what its button does to many: `all:read`, `picked:same`, …

    Before the colon stands `all`, `picked`, or a section. A field that the form does not name stays as it was.
    Raises Unfit for what no button says.
    """
    rights = {name: _right(fields.get(RIGHT + name), right) for name, right in before.items()}
    which, _, right = fields.get("bulk", "").partition(":")
    if not which:
        return rights
    if right == SAME:
        right = rights.get(fields.get(SAME, ""), "")
    if right not in RIGHTS:
        raise Unfit("There is no such right, or no such field to go by.")
    return {name: right if _meant(name, which, fields, section_of) else was for name, was in rights.items()}


def asked_actions(fields: Mapping[str, str], known: Collection[str]) -> list[str]:
    """Give the actions that the form has ticked."""
    return [action for action in known if fields.get(ACTION + action)]


def _meant(name: str, which: str, fields: Mapping[str, str], section_of: Callable[[str], str]) -> bool:
    return which == ALL or (bool(fields.get(PICK + name)) if which == PICKED else section_of(name) == which)


def _right(said: str | None, before: str) -> str:
    return said if said in RIGHTS else before
