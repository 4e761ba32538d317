"""What pages say, in every language: nothing left out, nothing left over, every name in its place, no bare sentence."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from babel.messages.catalog import Catalog, Message
from babel.support import Translations
from jinja2 import Environment

from edge.web import catalogues
from edge.web.catalogues import FALLBACK, LANGUAGES, choose, translations
from edge.web.renderer import TEMPLATES

OTHERS = [language for language in LANGUAGES if language != FALLBACK]
NAMES = re.compile(r"%\((\w+)\)s")
ATTRIBUTE = re.compile(r'[\w-]+="[^"]*"')
SAID = {"alt", "aria-description", "aria-label", "placeholder", "title"}
"""Attributes that people read or hear."""
TEMPLATED = sorted({path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")} - {"design.html"})
"""All but the page that shows components to those who build with them: it speaks English only."""


def _said(catalog: Catalog) -> dict[str, Message]:
    return {str(message.id): message for message in catalog if message.id}


def _forms(message: Message) -> list[str]:
    found = message.string if isinstance(message.string, list | tuple) else [message.string]
    return [str(each or "") for each in found]


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_in_use_is_there_and_no_other(language: str) -> None:
    used, known = set(_said(catalogues.used())), set(_said(catalogues.read(language)))

    assert not used - known, "missing: run `make texts`, then translate"
    assert not known - used, "unused: run `make texts`"


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_said_for_certain(language: str) -> None:
    known = _said(catalogues.read(language))

    assert not [key for key, message in known.items() if not all(_forms(message))], "untranslated"
    assert not [key for key, message in known.items() if message.fuzzy], "guessed: look at it, then drop the mark"


@pytest.mark.parametrize("language", OTHERS)
def test_every_name_is_said_that_the_sentence_has_and_no_other(language: str) -> None:
    for message in _said(catalogues.read(language)).values():
        one, *many = message.id if isinstance(message.id, list | tuple) else [message.id]
        wanted = {frozenset(NAMES.findall(each)) for each in (one, *many)}
        for form in _forms(message):
            assert frozenset(NAMES.findall(form)) in wanted, f"{form!r} for {message.id!r}"
            assert "%" not in NAMES.sub("", form).replace("%%", ""), f"{form!r} cannot be filled in"


@pytest.mark.parametrize("language", OTHERS)
def test_writing_the_catalogues_anew_changes_nothing(language: str) -> None:
    file = catalogues.FOLDER / f"{language}.po"

    assert file.read_text(encoding="utf-8") == catalogues.written(language), "run `make texts`"


@pytest.mark.parametrize("template", TEMPLATED)
def test_no_template_says_a_sentence_of_its_own(template: str) -> None:
    assert not list(_bare(template))


@pytest.mark.parametrize(
    ("wishes", "known", "last", "chosen"),
    [
        (["de-CH"], LANGUAGES, "", "de"),
        (["xx", "pt"], LANGUAGES, "", "pt"),
        (["pt"], ("en", "de"), "de", "de"),
        (["pt"], ("es", "de"), "", "es"),
        ([""], ("de", "en"), "", "en"),
        (["fr"], ("fr",), "fr", "en"),
        (["fr"], ("fr", "de"), "fr", "de"),
    ],
)
def test_a_page_speaks_a_language_that_it_knows(
    wishes: list[str], known: tuple[str, ...], last: str, chosen: str
) -> None:
    assert choose(wishes, known, last) == chosen
    assert isinstance(translations(chosen), Translations)


class _Reader(HTMLParser):
    """Collects what people would read or hear of a template's own text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in SAID and value]

    def handle_data(self, data: str) -> None:
        self.found.append(ATTRIBUTE.sub("", data))  # a macro may write the inside of a tag


def _bare(template: str) -> Iterator[str]:
    """Give what a template says that no catalogue knows: what is left without its expressions and markup."""
    source = (TEMPLATES / template).read_text(encoding="utf-8")
    lexed = Environment(autoescape=True, extensions=["jinja2.ext.i18n", "jinja2.ext.do"]).lex(source)
    reader = _Reader()
    ours = "".join(text for _, kind, text in lexed if kind == "data")
    reader.feed(re.sub(r"<style.*?</style>", "", ours, flags=re.DOTALL))
    yield from (each.strip() for each in reader.found if re.search(r"[^\W\d_]{2}", each))
