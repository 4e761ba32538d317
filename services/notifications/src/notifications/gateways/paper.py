"""The paper that every mail is written on: one template for HTML and one for plain text, names filled in harmlessly."""

from collections.abc import Mapping
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from notifications.domain.name import isolated

_BOLD: Final = Markup("<strong><bdi>{}</bdi></strong>")
_PLAIN: Final = Markup("<bdi>{}</bdi>")
_LOUD: Final = ("inviter", "portal", "date")


class Paper:
    """Both templates. What is said is empty where a mail has nothing to say there; `link` is "" where it has none."""

    def __init__(self) -> None:
        # Only the HTML is markup: in the text a name stays as it is, harmless already (`domain/name.py`).
        templates = Environment(
            loader=PackageLoader("notifications.gateways"),
            autoescape=select_autoescape(("html",), default=False),
            undefined=StrictUndefined,
            keep_trailing_newline=True,
            trim_blocks=True,
        )
        self._text, self._html = (templates.get_template(f"letter.{kind}") for kind in ("txt", "html"))

    def fill(self, said: Mapping[str, str], names: Mapping[str, str], link: str, language: str) -> tuple[str, str, str]:
        """Give subject, text and HTML. `names` are harmless, and stand in for the blanks of what is said."""
        shown = {who: isolated(name) for who, name in names.items()}
        in_text = {key: text.format_map(shown) for key, text in said.items()}
        in_html = {key: _marked(text, names) for key, text in said.items()}
        subject = in_text["subject"]
        html = self._html.render(say=in_html, link=link, language=language, subject=subject)
        return subject, self._text.render(say=in_text, link=link), html


def _marked(text: str, names: Mapping[str, str]) -> Markup:
    """Fill escaped names into a text, each in a direction of its own; who, what and when stand out."""
    marked = {who: (_BOLD if who in _LOUD else _PLAIN).format(name) for who, name in names.items()}
    return escape(text).format(**marked)
