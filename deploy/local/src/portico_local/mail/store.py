"""Keeps the latest mails, one JSON file each, so that they are still there after a restart."""

import json
from collections import OrderedDict
from pathlib import Path

from portico_local.mail.message import Mail, from_row

KEPT = 2_000  # mails; the oldest go first


class MailStore:
    """The mails of one folder. Used from one event loop only."""

    def __init__(self, folder: Path, kept: int = KEPT) -> None:
        self._folder = folder
        self._kept = kept
        self._mails: OrderedDict[str, Mail] = OrderedDict()
        folder.mkdir(parents=True, exist_ok=True)
        for path in sorted(folder.glob("*.json")):
            self._remember(from_row(json.loads(path.read_text())))

    def add(self, mail: Mail) -> None:
        """Keep a mail; when this returns it is on disk."""
        path = self._path(mail.id)
        beside = path.with_suffix(".new")
        beside.write_text(json.dumps(mail.as_row()))
        beside.replace(path)
        self._remember(mail)

    def newest_first(self, to: str | None, limit: int) -> list[Mail]:
        """The newest mails (to this address, where given), at most `limit`."""
        wanted = (mail for mail in reversed(self._mails.values()) if to is None or mail.is_to(to))
        return [mail for mail, _ in zip(wanted, range(limit), strict=False)]

    def get(self, mail_id: str) -> Mail | None:
        """One mail, or None."""
        return self._mails.get(mail_id)

    def clear(self) -> None:
        """Forget all."""
        for mail_id in list(self._mails):
            self._forget(mail_id)

    def _remember(self, mail: Mail) -> None:
        self._mails[mail.id] = mail
        while len(self._mails) > self._kept:
            self._forget(next(iter(self._mails)))

    def _forget(self, mail_id: str) -> None:
        del self._mails[mail_id]
        self._path(mail_id).unlink(missing_ok=True)

    def _path(self, mail_id: str) -> Path:
        return self._folder / f"{mail_id}.json"
