"""What people are told about the demo: who may log in where, and what to try first."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Login:
    """One person of the demo."""

    who: str  # "Ann, buyer at Kleber Bau (German)"
    url: str
    email: str
    password: str


@dataclass(frozen=True, slots=True)
class Story:
    """The demo, told in a few lines."""

    logins: tuple[Login, ...]
    to_try: tuple[str, ...]  # three, each one line

    def lines(self) -> Iterator[str]:
        """As shown at the end of `make run`."""
        yield "\nLogins"
        for login in self.logins:
            yield f"  {login.who}\n    {login.url}   {login.email}   {login.password}"
        yield "\nTry"
        for number, what in enumerate(self.to_try, 1):
            yield f"  {number}. {what}"

    def write(self, path: Path) -> None:
        """Keep it, in one step: a file that is there is complete."""
        beside = path.with_suffix(".new")
        beside.write_text(json.dumps(asdict(self), indent=2, ensure_ascii=False))
        beside.replace(path)

    @classmethod
    def read(cls, path: Path) -> "Story | None":
        """The story kept in `path`, or None."""
        if not path.exists():
            return None
        row = json.loads(path.read_text())
        return cls(tuple(Login(**login) for login in row["logins"]), tuple(row["to_try"]))
