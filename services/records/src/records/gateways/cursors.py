"""Page cursors, sealed by the chassis."""

from chassis.cursors import CursorSealer, InvalidCursorError
from records.domain.refusal import BadCursor, Fault
from records.ports import Position


class SealedCursors:
    """Positions that can be neither read nor forged, nor used for another list."""

    def __init__(self, key: str) -> None:
        self._sealer = CursorSealer(key)

    def seal(self, position: Position, *context: str) -> str:
        """Seal a position for this very list."""
        begin = position.begin
        return self._sealer.seal(
            [position.key, position.id, *([begin.key, begin.id] if begin is not None else [])], *context
        )

    def open(self, cursor: str, *context: str) -> Position:
        """Give the position. Raises BadCursor where it was not made for this list."""
        try:
            match self._sealer.open(cursor, *context):
                case [str(key), str(name)]:
                    return Position(key, name)
                case [str(key), str(name), str(first), str(begin)]:
                    return Position(key, name, Position(first, begin))
        except InvalidCursorError as error:
            raise _refusal() from error
        raise _refusal()


def _refusal() -> BadCursor:
    return BadCursor("Begin again without a cursor.", (Fault("/cursor", "bad-cursor", "was not made for this list"),))
