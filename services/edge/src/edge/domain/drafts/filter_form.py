"""The form of a filter: fields named by the place of their line, read back as what they say, and edited line by line.

A place is `0.2`: the third part of the first; "" is the whole. Names are `0.2:field`, `0.2:op`, `0.2:value`,
`0.2:unit`, `0.2:is:<value>`, and `0:kind` of a group; `0.2:of` is the field that the others are made for.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from edge.domain.drafts.filter_phrases import TEXTS, UNITS, UNKNOWN, Field, Fields, counted, in_units, wants
from edge.domain.drafts.filter_tree import MAX_DEPTH, MAX_LINES, WITH_NOT, Group, Line, lines_in

_PLACE: Final = re.compile(r"((?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,2})?):(kind|field)")
_MOMENT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?")
_WITH_COMMA: Final = re.compile(r"-?[0-9]+,[0-9]+")
_NEW_LINE: Final = re.compile(r"\r\n|\r|\n")
"""Nothing else that ends a line: a text may hold it."""
Path = tuple[int, ...]
Form = Mapping[str, str]


def read_form(form: Form, fields: Fields) -> Group:
    """Give what a form says, in phrases; what a line says is made to fit its field where that is another one now."""
    places = {_path(found[1]): found[2] for name in form if (found := _PLACE.fullmatch(name))}
    return _group(form, fields, places, ())


def is_half_made(form: Form, fields: Fields) -> bool:
    """Tell whether some line has another field now, and nobody has seen yet what can be said of it."""
    places = (found[1] for name in form if (found := _PLACE.fullmatch(name)) and found[2] == "field")
    return any(_is_of_another(form, fields, at) for at in places)


def form_of(group: Group, fields: Fields, path: Path = ()) -> dict[str, str]:
    """Give the form that says this filter."""
    found = {f"{place(path)}:kind": "all" if group.every else "any"}
    for number, part in enumerate(group.parts):
        at = (*path, number)
        found |= form_of(part, fields, at) if isinstance(part, Group) else _form_of_line(part, fields, place(at))
    return found


def edited(group: Group, what: str, fields: Fields) -> Group:
    """Give a filter after a button: `add:0`, `group:0`, `drop:0.2`. What is none of these changes nothing."""
    verb, _, at = what.partition(":")
    if not re.fullmatch(r"([0-9]{1,2}(\.[0-9]{1,2}){0,2})?", at):
        return group
    path = _path(at)
    if verb == "drop" and path:
        return _changed(group, path, None)
    if verb not in ("add", "group") or lines_in(group) >= MAX_LINES or not fields:
        return group
    first = next(iter(fields))
    line = Line(first, fields[first].phrases[0])
    found = _at(group, path)
    if not isinstance(found, Group) or (verb == "group" and len(path) + 1 >= MAX_DEPTH):
        return group
    more = line if verb == "add" else Group(not found.every, (line,))
    return _changed(group, path, replace(found, parts=(*found.parts, more)))


def phrases_at(field: Field, path: Path, current: str) -> tuple[str, ...]:
    """Give what can be said of a field there: in the innermost group nothing that is written as `not`."""
    deepest = len(path) >= MAX_DEPTH
    possible = tuple(each for each in field.phrases if not (deepest and each in WITH_NOT))
    return possible if current in possible else (*possible, current)


def place(path: Path) -> str:
    """Write a place."""
    return ".".join(map(str, path))


def _path(text: str) -> Path:
    return tuple(int(step) for step in text.split(".")) if text else ()


def _group(form: Form, fields: Fields, places: Mapping[Path, str], path: Path) -> Group:
    parts: list[Line | Group] = []
    for at in sorted(each for each in places if each[:-1] == path and each):
        if places[at] == "field":
            parts.append(_line(form, fields, place(at)))
        elif len(at) < MAX_DEPTH:
            parts.append(_group(form, fields, places, at))
    return Group(form.get(f"{place(path)}:kind") != "any", tuple(parts))


def _line(form: Form, fields: Fields, at: str) -> Line:
    name = form[f"{at}:field"]
    field = fields.get(name, UNKNOWN)
    if _is_of_another(form, fields, at):
        return Line(name, field.phrases[0])
    said = Line(name, field.fitting(form.get(f"{at}:op", "")))
    wanted, value = wants(said, field), form.get(f"{at}:value", "")
    if wanted == "nothing":
        return said
    if wanted == "days":
        return replace(said, values=(_days(value.strip(), form.get(f"{at}:unit", "")),))
    if wanted == "choices":
        ticked = f"{at}:is:"
        names = [name.removeprefix(ticked) for name in form if name.startswith(ticked)]
        return replace(said, values=field.in_order(names))
    values = tuple(tidy for one in _NEW_LINE.split(value) if (tidy := _tidy(one, field.kind)))
    return replace(said, values=values if wanted == "several" else values[:1])


def _is_of_another(form: Form, fields: Fields, at: str) -> bool:
    name = form[f"{at}:field"]
    return fields.get(form.get(f"{at}:of", name), UNKNOWN) != fields.get(name, UNKNOWN)


def _form_of_line(line: Line, fields: Fields, at: str) -> dict[str, str]:
    form = {f"{at}:field": line.field, f"{at}:of": line.field, f"{at}:op": line.op}
    match wants(line, fields.get(line.field, UNKNOWN)):
        case "days":
            count, unit = in_units(line.values[0] if line.values else "")
            form |= {f"{at}:value": count, f"{at}:unit": str(unit)}
        case "choices":
            form |= {f"{at}:is:{each}": "1" for each in line.values}
        case "several" | "one":
            form[f"{at}:value"] = "\n".join(line.values)
    return form


def _days(count: str, unit: str) -> str:
    number = counted(count)
    return count if number is None else str(number * (int(unit) if unit in map(str, UNITS) else 1))


def _tidy(value: str, kind: str) -> str:
    """Give a value as the document has it: figures with a point, moments of browsers, which are UTC here, as such."""
    if kind in TEXTS:
        return value
    value = value.strip()
    if kind in ("number", "money") and _WITH_COMMA.fullmatch(value):
        return value.replace(",", ".")
    moment = _MOMENT.fullmatch(value) if kind == "datetime" else None
    return value + ("Z" if moment[1] else ":00Z") if moment else value


def _at(group: Group, path: Path) -> Line | Group | None:
    found: Line | Group = group
    for step in path:
        if not isinstance(found, Group) or step >= len(found.parts):
            return None
        found = found.parts[step]
    return found


def _changed(group: Group, path: Path, to: Line | Group | None) -> Group:
    """Give the group with something else at a place, None for nothing."""
    if not path:
        return to if isinstance(to, Group) else group
    step, rest = path[0], path[1:]
    if step >= len(group.parts):
        return group
    here = group.parts[step]
    new: tuple[Line | Group, ...]
    if rest:
        new = (_changed(here, rest, to),) if isinstance(here, Group) else (here,)
    else:
        new = (to,) if to is not None else ()
    return replace(group, parts=(*group.parts[:step], *new, *group.parts[step + 1 :]))
