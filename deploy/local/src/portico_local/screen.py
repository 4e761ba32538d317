"""What people read while Portico starts, runs and stops. Plain lines; colour only on a terminal."""

import contextlib
import os
import sys
from typing import TextIO

GREEN, YELLOW, RED, BOLD, RESET = "\033[32m", "\033[33m", "\033[31m", "\033[1m", "\033[0m"


class Screen:
    """Lines to one stream. A terminal that has gone away is no reason to stop."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stdout
        self._colours = self._stream.isatty() and not os.environ.get("NO_COLOR")

    def line(self, text: str = "") -> None:
        """As it is."""
        with contextlib.suppress(OSError, ValueError):
            print(text, file=self._stream, flush=True)

    def title(self, text: str) -> None:
        """A heading, after an empty line."""
        self.line()
        self.line(self._in(BOLD, text))

    def done(self, text: str, seconds: float | None = None) -> None:
        """Something got ready, after so many seconds."""
        self.line(f"{self._in(GREEN, '✓')} {text}" + (f" ({seconds:.1f} s)" if seconds is not None else ""))

    def note(self, text: str) -> None:
        """Something to know that stops nothing."""
        self.line(f"{self._in(YELLOW, '!')} {text}")

    def failed(self, text: str) -> None:
        """Why it does not go on."""
        self.line(f"{self._in(RED, '✗')} {text}")

    def _in(self, colour: str, text: str) -> str:
        return f"{colour}{text}{RESET}" if self._colours else text
