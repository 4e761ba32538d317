"""Renders a page: everything escaped, one inline style that the page's policy knows by its hash, no script at all."""

import base64
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from edge.web import texts

TEMPLATES: Final = Path(__file__).parent / "templates"


class Pages:
    """Every template with every language."""

    def __init__(self) -> None:
        loader = FileSystemLoader(TEMPLATES)
        self._templates = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, auto_reload=False)
        style = (TEMPLATES / "style.css").read_text(encoding="utf-8")
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        self._style = Markup(style)  # noqa: S704  our own file
        self._headers = {
            "content-security-policy": (
                f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; form-action 'self'; "
                "frame-ancestors 'none'; base-uri 'none'"
            ),
            # Not no-referrer: with it browsers send `Origin: null` along with our own forms.
            "referrer-policy": "same-origin",
            "x-robots-tag": "noindex",
        }
        self.texts = texts.load()

    def render(
        self, template: str, language: str, title: str, values: Mapping[str, object], *, status: int = 200
    ) -> HTMLResponse:
        """Give a page in a language that `texts.choose` gave."""
        html = self._templates.get_template(f"{template}.html").render(
            {**values, "language": language, "text": self.texts[language], "title": title, "style": self._style}
        )
        return HTMLResponse(html, status, {**self._headers, "content-language": language})
