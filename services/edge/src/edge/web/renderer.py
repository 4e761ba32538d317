"""Renders pages: everything escaped, in the reader's language, with a policy that lets only our own script run."""

import secrets
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jinja2 import FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from edge.domain.contrast import Brand, readable
from edge.web.announcement import standing
from edge.web.assets import Assets
from edge.web.catalogues import LANGUAGES, translations
from edge.web.precomputed import Precomputing

if TYPE_CHECKING:
    from edge.web.visit import Visit

TEMPLATES: Final = Path(__file__).parent / "templates"
BRAND: Final = "#0b5a8f"
"""The colour of a portal that names none."""
THEMES: Final = ("light", "dark")


class Renderer:
    """Every template in every language, compiled once."""

    def __init__(self, assets: Assets) -> None:
        self._assets = assets
        self._drawn = {name: _drawn(inner, Markup('aria-hidden="true"')) for name, inner in assets.icons.items()}
        self._spoken = {language: self._environment(language) for language in LANGUAGES}

    @property
    def assets(self) -> Assets:
        """Give the files that browsers get."""
        return self._assets

    @property
    def icons(self) -> Mapping[str, Markup]:
        """Give every icon by its name."""
        return self._assets.icons

    def page(
        self, template: str, visit: "Visit", values: Mapping[str, object], *, status: int = 200, sends_to: str = ""
    ) -> HTMLResponse:
        """Give a page as `visit` sees it; only what is inside `main` where htmx asks for a part."""
        script = secrets.token_urlsafe(16)
        html = (
            self._spoken[visit.language]
            .get_template(f"{template}.html")
            .render(
                {
                    **values,
                    "visit": visit,
                    "formats": visit.formats,
                    "layout": f"{visit.FRAME}/{'part' if visit.partial else 'page'}.html",
                    "nonce": script,
                    "brand": brand_of(visit.public.get("look") or {}),
                    "announcement": standing(visit),
                    "theme": theme_of(visit.http.cookies.get("portico.theme", "")),
                }
            )
        )
        return HTMLResponse(html, status, headers(script, sends_to) | {"content-language": visit.language})

    def alone(self, template: str, language: str, values: Mapping[str, object], *, status: int = 200) -> HTMLResponse:
        """Give a page of nobody and no portal: the design page, what is told of an address that leads nowhere."""
        script = secrets.token_urlsafe(16)
        drawn = {**values, "nonce": script, "brand": brand_of({}), "theme": "", "language": language}
        html = self._spoken[language].get_template(f"{template}.html").render(drawn)
        return HTMLResponse(html, status, headers(script) | {"content-language": language})

    def _environment(self, language: str) -> Precomputing:
        made = Precomputing(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        )
        spoken = translations(language)
        made.install_gettext_translations(spoken, newstyle=True)  # type: ignore[attr-defined]
        made.globals |= {"icon": self._icon, "asset": self._assets.address, "language": language}
        made.constants = {"_": lambda sentence: spoken.gettext(sentence) % {}, "icon": self._icon}
        return made

    def _icon(self, name: str, title: str = "") -> Markup:
        """Draw an icon; with a title it says something that the text beside it does not."""
        if not title:
            return self._drawn[name]
        return _drawn(self._assets.icons[name], Markup('role="img" aria-label="{}"').format(title))


def _drawn(inner: Markup, said: Markup) -> Markup:
    return Markup('<svg class="icon" viewBox="0 0 24 24" {}>{}</svg>').format(said, inner)


def headers(script: str, sends_to: str = "") -> dict[str, str]:
    """Give the headers of a page whose scripts and styles carry this nonce; forms go home, or to one other origin."""
    forms = f"'self' {sends_to}".rstrip()
    policy = (
        f"default-src 'none'; script-src 'nonce-{script}'; style-src 'self' 'nonce-{script}'; img-src 'self' data:; "
        "connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
        f"form-action {forms}; frame-ancestors 'none'; base-uri 'none'"
    )
    # Not no-referrer: with it browsers send `Origin: null` along with our own forms.
    return {
        "content-security-policy": policy,
        "referrer-policy": "same-origin",
        "x-robots-tag": "noindex",
        "vary": "hx-request-type, hx-target",
    }


def theme_of(chosen: str) -> str:
    """Give the theme that somebody chose, "" for that of their device."""
    return chosen if chosen in THEMES else ""


def brand_of(look: Mapping[str, Any]) -> Brand:
    """Give a portal's brand, readable."""
    return _brand(str(look.get("primary") or BRAND))


@lru_cache(maxsize=1_000)
def _brand(colour: str) -> Brand:
    try:
        return readable(colour)
    except ValueError:
        return readable(BRAND)
