"""The command `portico-backoffice`: publish events and import documents, as a backoffice does."""

from backoffice.command.app import main

__all__ = ["main"]
