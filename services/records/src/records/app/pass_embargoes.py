"""Says which records appeared or vanished because their moment has passed; each passing once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from contracts.records.intake import RecordAppeared, RecordVanished
from records.app.context import Context
from records.domain.embargo import Passing, next_turn, passing
from records.ports import Row

AT_ONCE: Final = 200
"""Records of one transaction; where more have passed, the next is taken at once."""


async def pass_embargoes(at: Context) -> tuple[int, datetime | None]:
    """Give how many have passed now, and when the next does; None where none is left.

    What is said and that it was said are one transaction: a record's next moment moves on as its event goes out.
    """
    now = at.now()
    rows = await at.records.turning(now, AT_ONCE)
    above = await at.accounts.ancestors({account for row in rows for account in row["accounts"]})
    for row in rows:
        _say(row, above, at)
    await at.records.turned(
        [(row, next_turn(row["visible_from"], row["visible_until"], row["turns_at"])) for row in rows]
    )
    return len(rows), await at.records.next_turn()


def _next(row: Row) -> datetime | None:
    return next_turn(row["visible_from"], row["visible_until"], row["turns_at"])


def _say(row: Row, above: Mapping[str, tuple[str, ...]], at: Context) -> None:
    about: dict[str, Any] = {
        "id": row["_id"],
        "module": row["module"],
        "record_id": row["record_id"],
        "revision": row["revision"],
        "accounts": tuple(row["accounts"]),
        "status": row["values"].get("status"),
        "at": row["turns_at"],
    }
    subject = f"{row['module']}/{row['record_id']}"
    if passing(row["turns_at"], row["visible_from"]) is Passing.APPEARED:
        over = {each for account in row["accounts"] for each in above.get(account, ())}
        at.say(RecordAppeared(**about, above=tuple(sorted(over))), subject)
    else:
        at.say(RecordVanished(**about), subject)
