"""What pages say: sentences in English in templates and code, translated in one catalogue per language (gettext).

`python -m edge.web.catalogues` writes the catalogues anew: new sentences come in empty, unused ones go.
"""

from collections.abc import Iterable, Mapping
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
HEAD: Final = """# {name}: what the portal's pages say.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""
"""No dates and no names: two who add a sentence each are not to meet in the head of the file."""
OPTIONS: Final = {"templates/**.html": {"trimmed": "true", "silent": "false", "extensions": "jinja2.ext.do"}}


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


@cache
def _marked() -> tuple[tuple[str | tuple[str, ...], str | None], ...]:
    found = extract_from_dir(str(HERE), METHODS, OPTIONS, keywords=KEYWORDS)
    return tuple((sentence, context) for _, _, sentence, _, context in found)


def choose(wishes: Iterable[str], known: Iterable[str] = LANGUAGES, last: str = "") -> str:
    """Give the first wish that is among `known` and spoken here, else `last`, else English, else any of them."""
    possible = spoken(known)
    wished = [*(wish[:2].lower() for wish in wishes), last, FALLBACK]
    return next((language for language in wished if language in possible), possible[0])


def spoken(known: Iterable[str]) -> list[str]:
    """Give those of a portal's languages that have a catalogue; all of ours where none has."""
    return [language for language in known if language in LANGUAGES] or list(LANGUAGES)


def accepted(header: str) -> list[str]:
    """Give what a browser would like to read (Accept-Language), in its order."""
    return [each.split(";")[0].strip() for each in header[:200].split(",")]


def label(labels: Mapping[str, str], language: str) -> str:
    """Give a tenant's own word in a language: in this one, else in English, else in any."""
    return labels.get(language) or labels.get(FALLBACK) or next(iter(labels.values()), "")


def written(language: str) -> str:
    """Write a language's catalogue as it is to be: every sentence in use and none else, what was said kept."""
    known, said = read(language), Catalog(locale=language, fuzzy=False)
    for sentence in used():
        if sentence.id:
            said.add(sentence.id, known[sentence.id].string if sentence.id in known else "", context=sentence.context)
    text = BytesIO()
    write_po(text, said, sort_output=True, no_location=True, omit_header=True, width=0)
    return (
        HEAD.format(name=said.locale.english_name, language=language, plural=said.plural_forms)
        + text.getvalue().decode()
    )


def _write_anew() -> None:
    for language in LANGUAGES:
        if language != FALLBACK:
            text = written(language)
            (FOLDER / f"{language}.po").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    _write_anew()
