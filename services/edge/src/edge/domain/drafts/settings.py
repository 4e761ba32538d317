"""Single settings of a portal document, as fields of a form: `look.primary`, `announcement.text.de`, `languages.en`.

What a form says as it was said stays word for word as it was written; what it leaves empty is left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from edge.domain.drafts.entry import Json

ALL_LANGUAGES: Final = ("en", "pt", "es", "de")
HAS: Final = "has."
"""Before the name of what is ticked or not: the form shows it, so nothing means no."""
ONLY_A_MANNER: Final = frozenset({"tone"})
"""Members that say nothing by themselves: alone they leave nothing to tell."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `texts` are one by language, `flag` is ticked or not, `colour` is the same in capitals, `languages`
    those that are ticked. `usual` is what counts where nothing is said, of a flag "" or "1".
    """

    path: str
    kind: Literal["text", "texts", "flag", "colour", "languages"] = "text"
    usual: str = ""


def form_of(document: Mapping[str, Any], settings: Iterable[Setting]) -> dict[str, str]:
    """Give the form that says what the document says."""
    found: dict[str, str] = {}
    for setting in settings:
        value = _at(document, setting.path)
        if setting.kind == "texts" and isinstance(value, Mapping):
            found |= {f"{setting.path}.{language}": text for language, text in value.items()}
        elif setting.kind == "languages":
            ticked_ones = value if isinstance(value, list) else []
            found |= {HAS + setting.path: "1"} | {f"{setting.path}.{each}": "1" for each in ticked_ones}
        elif setting.kind == "flag":
            ticked = _ticked(setting, value)
            found |= {HAS + setting.path: "1"} | ({setting.path: "1"} if ticked else {})
        elif setting.kind != "texts":
            found[setting.path] = str(value or setting.usual)
    return found


def with_form(document: Mapping[str, Any], form: Mapping[str, str], settings: Iterable[Setting]) -> Json:
    """Give the document as a form wants it."""
    found = dict(document)
    for setting in settings:
        before = _at(document, setting.path)
        after = _said(form, setting, before)
        if after != before:
            _put(found, setting.path.split("."), after)
    return found


def name_of(pointer: str) -> str:
    """Give the field that a pointer into the document is about."""
    return pointer.strip("/").replace("/", ".")


def _said(form: Mapping[str, str], setting: Setting, before: object) -> object:
    """Give what a form says of a setting: what was there before where it says the same, None for nothing."""
    path = setting.path
    match setting.kind:
        case "texts":
            return _texts(form, path, before)
        case "languages":
            return _languages(form, path, before)
        case "flag":
            ticked = path in form
            return before if HAS + path not in form or ticked is _ticked(setting, before) else ticked
        case "colour" if form.get(path, "").strip().casefold() == str(before or "").casefold():
            return before
    return _text(form, path, before, setting.usual)


def _ticked(setting: Setting, value: object) -> bool:
    return bool(setting.usual) if value is None else value is True


def _text(form: Mapping[str, str], name: str, before: object, usual: str = "") -> object:
    if name not in form or _lines(form[name]) == _lines(str(before or usual)):
        return before
    return _lines(form[name]) or None


def _texts(form: Mapping[str, str], path: str, before: object) -> object:
    old = before if isinstance(before, Mapping) else {}
    kept = {}
    for language in dict.fromkeys((*old, *ALL_LANGUAGES)):
        text = _text(form, f"{path}.{language}", old.get(language))
        if text:
            kept[language] = text
    return kept if kept and kept != old else before if kept or not old else None


def _languages(form: Mapping[str, str], path: str, before: object) -> object:
    """Give those ticked: first those that were there, in their order."""
    if HAS + path not in form:
        return before
    old = before if isinstance(before, list) else []
    ticked = [each for each in dict.fromkeys((*old, *ALL_LANGUAGES)) if f"{path}.{each}" in form]
    return before if ticked == old else ticked


def _lines(text: str) -> str:
    """Give a text without what browsers do to its ends and its lines."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _at(document: Mapping[str, Any], path: str) -> object:
    found: object = document
    for step in path.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


def _put(into: Json, steps: Sequence[str], value: object) -> None:
    """Put a value at a place, None for nothing; a group in which nothing is told goes with its last word."""
    name, *further = steps
    if further:
        group = dict(into.get(name) or {})
        _put(group, further, value)
        value = group if {key for key, inner in group.items() if inner is not None} - ONLY_A_MANNER else None
    if value is None:
        into.pop(name, None)
    else:
        into[name] = value
