"""Where everything of one running Portico lies: one folder, safe to delete as a whole."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Layout:
    """The state folder (`.portico` in the repository; a temporary one in tests) and what lies where in it."""

    state: Path

    @property
    def addresses(self) -> Path:
        """Addresses of all parts, to be read by people, shells and services."""
        return self.state / "addresses.env"

    @property
    def secrets(self) -> Path:
        """Keys and passwords, made once; only the owner reads it."""
        return self.state / "secrets.env"

    @property
    def demo(self) -> Path:
        """The demo's story, written when the demo is complete."""
        return self.state / "demo.json"

    @property
    def lock(self) -> Path:
        """Locked by the one running instance."""
        return self.state / "run.lock"

    @property
    def running(self) -> Path:
        """The running instance about itself: its process id, and whether all is ready."""
        return self.state / "running.json"

    def log(self, name: str) -> Path:
        """The log of a part or a service."""
        return self.state / "logs" / f"{name}.log"

    def data(self, name: str) -> Path:
        """What a part keeps between runs; made if missing."""
        folder = self.state / "data" / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder
