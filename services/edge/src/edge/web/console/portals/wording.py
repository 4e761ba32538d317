"""Differences between two portal documents as sentences: who sees, may or reads what from now on, or no longer.

The codes are those of `policy.comparing`; one that is not known here yet is told as "changed", with its place.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from edge.domain.headings import readable
from edge.web.catalogues import LANGUAGES, label, later
from edge.web.console.portals.filter_words import FilterWords
from edge.web.console.portals.sentences import ACTIONS, GAINS, LOSES, SCOPES, SENTENCES, SETTINGS
from edge.web.visit import Json, Visit
from policy import difference

LONGEST: Final = 160
"""Letters of a filter or a layout that a sentence quotes."""
UNKNOWN: Final = later("Changed: %(place)s")


@dataclass(frozen=True, slots=True)
class Told:
    """One change: what it is about ("" for the portal itself), in words; `tone` tells gains from losses of sight."""

    about: str
    text: str
    tone: str


class Wording:
    """Says changes in the visitor's language. `modules` are the tenant's module definitions by name."""

    def __init__(self, visit: Visit, before: Json, after: Json, modules: Mapping[str, Json]) -> None:
        self._visit, self._say, self._language, self._modules = visit, visit.say, visit.language, modules
        self._before, self._after = before, after

    def tell(self, changes: Sequence[Json]) -> list[Told]:
        """Give each change as a sentence, in the documents' order."""
        return [self._told(change) for change in changes]

    def _told(self, change: Json) -> Told:
        steps = change["pointer"].split("/")[1:]
        code, before, after = change["code"], change.get("before"), change.get("after")
        document = self._before if after is None else self._after
        entry = self._entry(document, steps)
        sentence = SENTENCES.get(code)
        if code == "value-changed":
            sentence = later("%(setting)s: %(after)s instead of %(before)s.")
        if sentence is None:
            return Told("", self._say(UNKNOWN, place=change["pointer"]), "info")
        if isinstance(before, dict) and isinstance(after, dict) and set(before) | set(after) <= set(LANGUAGES):
            before, after = self._text_that_differs(before, after)
        words = {
            "module": self.module(str(entry.get("module", "")), entry),
            "value": self._value(code, after if after is not None else before, entry),
            "before": self._scope(before) if code.startswith("scope") else self._plain(before),
            "after": self._newer(code, after, entry),
            "role": steps[1] if steps[:1] == ["roles"] and len(steps) > 1 else "",
            "setting": self._say(SETTINGS.get(change["pointer"], change["pointer"].strip("/").replace("/", ", "))),
            "field": self._field(entry, steps),
            "accounts": self._accounts(after if after is not None else before),
        }
        tone = "success" if code in GAINS else "warning" if code in LOSES else "info"
        return Told(words["module"] if entry else "", self._say(sentence, **words), tone)

    def module(self, name: str, entry: Json) -> str:
        """Give what a module is called here, else by its definition, else its name made readable."""
        known = entry.get("label") or (self._modules.get(name) or {}).get("label")
        return label(known, self._language) if known else readable(name, None, self._language)

    def _entry(self, document: Json, steps: Sequence[str]) -> Json:
        """Give the module's entry that a pointer leads into, {} where it leads elsewhere."""
        if steps[:1] != ["modules"] or len(steps) < 2 or not steps[1].isdigit():
            return {}
        entries = document.get("modules") or []
        at = int(steps[1])
        return entries[at] if at < len(entries) else {}

    def _field(self, entry: Json, steps: Sequence[str]) -> str:
        if len(steps) < 4 or steps[2] != "fields":
            return ""
        name = steps[3].replace("~1", "/").replace("~0", "~")
        fields = (self._modules.get(str(entry.get("module"))) or {}).get("fields") or []
        declared: Json = next((each for each in fields if f"fields.{each.get('name')}" == name), {})
        return readable(name, declared.get("label"), self._language)

    def _value(self, code: str, value: object, entry: Json) -> str:
        if "action" in code and isinstance(value, str):
            return self._say(ACTIONS.get(value, value))
        if code.startswith("role-module") and isinstance(value, str):
            return self.module(value, _entry_of(self._after, value) or _entry_of(self._before, value))
        return self._plain(value)

    def _text_that_differs(self, before: Json, after: Json) -> tuple[str | None, str | None]:
        """Give a text before and after, in the reader's language where it differs there, else in one where it does."""
        differing = [each for each in (self._language, *LANGUAGES) if before.get(each) != after.get(each)]
        language = differing[0] if differing else self._language
        return before.get(language), after.get(language)

    def _newer(self, code: str, value: object, entry: Json) -> str:
        if code.startswith("filter"):
            return self._filter(entry, value)
        return self._scope(value) if code.startswith("scope") else self._plain(value)

    def _scope(self, value: object) -> str:
        return next((self._say(name) for scope, name, _ in SCOPES if scope == value), self._plain(value))

    def _filter(self, entry: Json, value: object) -> str:
        """Say a filter; one that cannot be told is quoted."""
        module = str(entry.get("module"))
        known = self._modules.get(module)
        told = FilterWords(self._visit, module, known).tell(value) if known and value else ""
        return told or self._plain(value)

    def _accounts(self, value: object) -> str:
        return ", ".join(map(str, value.get("accounts", ()))) if isinstance(value, dict) else ""

    def _plain(self, value: object) -> str:
        if value is None or value == "":
            return self._say(later("nothing"))
        if isinstance(value, bool):
            return self._say(later("Yes")) if value else self._say(later("No"))
        if isinstance(value, dict) and value and set(value) <= set(LANGUAGES):
            value = label(value, self._language)
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def told_between(visit: Visit, before: Json, after: Json, modules: Mapping[str, Json]) -> list[Told]:
    """Give what one document has otherwise than another, in words."""
    return Wording(visit, before, after, modules).tell([asdict(change) for change in difference(before, after)])


def _entry_of(document: Json, module: str) -> Json:
    found: Any = next((each for each in document.get("modules") or () if each.get("module") == module), {})
    return dict(found)
