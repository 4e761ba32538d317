"""In which language a page is: the reader's own; before sign-in what was chosen, the browser's, the portal's."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from babel import Locale
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from edge.web.catalogues import LANGUAGES, accepted, choose, spoken

ASKED: Final = "lang"
COOKIE: Final = "portico.language"
"""What was chosen before sign-in, for as long as the browser is open. Nothing but a taste: it is not sealed."""
Offer = tuple[str, str, str]
"""A language, its own name, the address of this page in it."""


def of_reader(http: HttpRequest, profile: Mapping[str, Any]) -> str:
    """Give the language of somebody signed in; the browser's while nothing is known of them."""
    return choose([str(profile.get("language") or ""), *accepted(http.headers.get("accept-language", ""))])


def of_visitor(http: HttpRequest, public: Mapping[str, Any], *known: str) -> str:
    """Give the language of somebody who has not signed in; `known` are what else they are known to speak."""
    wishes = [_chosen(http), http.cookies.get(COOKIE, ""), *known, *accepted(http.headers.get("accept-language", ""))]
    return choose(wishes, public.get("languages", LANGUAGES), public.get("language") or "")


def offered(http: HttpRequest, public: Mapping[str, Any]) -> list[Offer]:
    """Give what a page can be read in before sign-in; nothing where there is no choice."""
    languages = spoken(public.get("languages", ()))
    kept = [(name, value) for name, value in http.query_params.multi_items() if name != ASKED]
    offers = [(each, own_name(each), "?" + urlencode([*kept, (ASKED, each)])) for each in languages]
    return offers if len(offers) > 1 else []


def own_name(language: str) -> str:
    """Give a language's name as its speakers write it."""
    return (Locale.parse(language).get_display_name(language) or language).capitalize()


def keep(http: HttpRequest, response: Response, *, https: bool) -> None:
    """Leave what was just chosen with the browser."""
    chosen = _chosen(http)
    if chosen and chosen != http.cookies.get(COOKIE):
        response.set_cookie(COOKIE, chosen, path="/", secure=https, httponly=True, samesite="lax")


def _chosen(http: HttpRequest) -> str:
    asked = http.query_params.get(ASKED, "")
    return asked if asked in LANGUAGES else ""
