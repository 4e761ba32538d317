"""The page that the messages are browsed on: one file, no script, nobody else is asked."""

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from contracts.message import Message
from contracts.reference.entries import Entry, entries
from contracts.reference.markdown import facts
from contracts.reference.wording import fields_of
from edge.http.published import examples

TEMPLATES: Final = Path(__file__).parent / "templates"


def page() -> bytes:
    """Render the whole page: events and calls by service, each with fields and an example."""
    loader = FileSystemLoader(TEMPLATES)
    templates = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    shown = [_shown(entry) for entry in entries(examples())]
    values = {"style": Markup(_style()), "services": _by_owner(shown)}  # noqa: S704  our own file
    return templates.get_template("messages.html").render(values).encode()


def policy() -> str:
    """Give the page's content security policy: its one style, by hash."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    )


@cache
def _style() -> str:
    return (TEMPLATES / "messages.css").read_text(encoding="utf-8")


def _by_owner(shown: Iterable[Mapping[str, Any]]) -> Mapping[str, list[Mapping[str, Any]]]:
    owners: dict[str, list[Mapping[str, Any]]] = {}
    for message in sorted(shown, key=lambda message: (message["entry"].owner, message["entry"].kind != "event")):
        owners.setdefault(message["entry"].owner, []).append(message)
    return owners


def _shown(entry: Entry) -> Mapping[str, Any]:
    shapes = [_shape("What is sent", entry.model, entry.example)]
    if entry.answer is not None:
        shapes.append(_shape("What is answered", entry.answer, entry.answer_example or {}))
    return {"entry": entry, "facts": [fact.split(": ", 1) for fact in facts(entry)], "shapes": shapes}


def _shape(title: str, model: type[Message], example: Mapping[str, Any]) -> Mapping[str, Any]:
    text = json.dumps(example, indent=1, ensure_ascii=False) if example else ""
    return {"title": title, "fields": fields_of(model), "example": text}
