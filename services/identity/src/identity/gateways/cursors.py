"""Page cursors sealed for one tenant and query."""

from collections.abc import Sequence

from chassis.cursors import CursorSealer, InvalidCursorError
from identity.domain.refusal import InvalidCursor


class SealedCursors:
    """Cursors of one tenant."""

    def __init__(self, sealer: CursorSealer, tenant: str) -> None:
        self._sealer, self._tenant = sealer, tenant

    def seal(self, position: Sequence[str], query: str) -> str:
        """Seal a position in a query."""
        return self._sealer.seal(list(position), self._tenant, query)

    def open(self, cursor: str, query: str) -> tuple[str, ...]:
        """Give the position. Raises InvalidCursor."""
        try:
            position = self._sealer.open(cursor, self._tenant, query)
        except InvalidCursorError as error:
            raise InvalidCursor from error
        return tuple(str(part) for part in position) if isinstance(position, list) else ()
