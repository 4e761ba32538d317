"""What pages say: sentences in English in templates and code, translated in one catalogue per language (gettext).

`python -m edge.web.catalogues` writes the catalogues anew: new sentences come in empty, unused ones go.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from babel.support import Translations

FALLBACK: Final = "en"
LANGUAGES: Final = ("en", "de", "es", "pt")
HERE: Final = Path(__file__).parent
FOLDER: Final = HERE / "locales"
KEYWORDS: Final = {**DEFAULT_KEYWORDS, "say": None, "say_many": (1, 2), "later": None}
"""How sentences are marked: `_()` in templates, `visit.say()` in code, `later()` where they are said elsewhere."""
METHODS: Final = [("**.py", "python"), ("templates/**.html", "jinja2")]
OPTIONS: Final = {"templates/**.html": {"trimmed": "true", "silent": "false"}}


def later(sentence: str) -> str:
    """Mark a sentence that is translated where it is said."""
    return sentence


@cache
def translations(language: str) -> Translations:
    """Give what is said in a language of `LANGUAGES`."""
    if language == FALLBACK:
        return Translations()
    compiled = BytesIO()
    write_mo(compiled, read(language))
    compiled.seek(0)
    return Translations(compiled)


def read(language: str) -> Catalog:
    """Read one catalogue."""
    with (FOLDER / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def used() -> Catalog:
    """Give every sentence that templates and code say."""
    catalog = Catalog(project="Portico", copyright_holder="Portico", fuzzy=False)
    for sentence, context in _marked():
        catalog.add(sentence, context=context)
    return catalog


def _marked() -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    for _, _, sentence, _, context in extract_from_dir(str(HERE), METHODS, OPTIONS, keywords=KEYWORDS):
        yield sentence, context


def choose(wished: str, accepted: str = "", known: tuple[str, ...] = LANGUAGES) -> str:
    """Give a language of `known`: the wished one, else the browser's first (Accept-Language, in order), else ours."""
    wishes = [wished, *(each.split(";")[0].strip() for each in accepted[:200].split(","))]
    found = next((wish[:2].lower() for wish in wishes if wish[:2].lower() in known), "")
    return found or (FALLBACK if FALLBACK in known or not known else known[0])


def label(labels: Mapping[str, str], language: str) -> str:
    """Give a tenant's own word in a language: in this one, else in English, else in any."""
    return labels.get(language) or labels.get(FALLBACK) or next(iter(labels.values()), "")


def _write_anew() -> None:
    for language in LANGUAGES:
        if language == FALLBACK:
            continue
        path = FOLDER / f"{language}.po"
        known = read(language) if path.exists() else Catalog(locale=language, project="Portico", fuzzy=False)
        known.update(used(), no_fuzzy_matching=True, update_header_comment=False)
        known.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, known, sort_output=True, no_location=True, omit_header=False, width=0, ignore_obsolete=True)


if __name__ == "__main__":
    _write_anew()
