"""Checks documents with `policy` against the tenant's modules, and writes them in full."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Final

from policy import Fault as PolicyFault
from policy import Invalid, ModuleDefinition, parse_module, parse_portal
from portal_config.domain.document import MAX_BYTES, Document, Json
from portal_config.domain.module import Module
from portal_config.domain.refusal import Fault

IN_DRAFT: Final = "/document"
IN_DEFINITION: Final = "/definition"
NOTICES: Final = ("announcement", "contact", "terms")
"""Kept as sent where they are."""


class Faulty(Exception):  # noqa: N818  turned into the refusal that fits the request
    """A document does not hold. `faults` point into the document itself."""

    def __init__(self, faults: tuple[PolicyFault, ...]) -> None:
        super().__init__(faults[0].code)
        self.faults = faults

    def under(self, place: str) -> tuple[Fault, ...]:
        """Give the faults as pointers into a request that carries the document at `place`."""
        return tuple(Fault(place + fault.pointer, fault.code, fault.detail) for fault in self.faults)


def definitions(modules: Iterable[Module]) -> dict[str, ModuleDefinition]:
    """Give the tenant's modules as policy knows them."""
    return {module.module: parse_module(module.module, module.definition.value) for module in modules}


def checked_definition(module: str, definition: Json) -> Document:
    """Give a module's definition with everything that is usually left out. Raises Faulty."""
    try:
        parsed = parse_module(module, definition)
    except Invalid as error:
        raise Faulty(error.faults) from error
    fields = [
        {
            "name": field.name,
            "type": field.type,
            "label": dict(field.label),
            "sortable": field.sortable,
            "searchable": field.searchable,
        }
        for field in parsed.fields
    ]
    statuses = [
        {
            "value": status.value,
            "label": dict(status.label),
            "tone": status.tone,
            "closed": status.closed,
            "waits": status.waits,
        }
        for status in parsed.statuses
    ]
    return _bounded({"label": dict(parsed.label), "fields": fields, "statuses": statuses})


def checked_portal(document: Json, modules: Mapping[str, ModuleDefinition]) -> Document:
    """Give a portal's document as sent, with defaults, look and ways to sign in written out. Raises Faulty."""
    try:
        portal = parse_portal(document, modules)
    except Invalid as error:
        raise Faulty(error.faults) from error
    return _bounded(
        {
            "slug": portal.slug,
            "name": portal.name,
            "audience": portal.audience,
            "languages": list(portal.languages),
            "defaults": asdict(portal.defaults),
            "look": asdict(portal.look),
            "sign_in": asdict(portal.sign_in),
            "modules": document["modules"],
            "roles": document.get("roles") or {},
            "overrides": document.get("overrides") or [],
            **{name: document[name] for name in NOTICES if document.get(name) is not None},
        }
    )


def _bounded(value: Json) -> Document:
    document = Document.of(value)
    if document.too_large:
        raise Faulty((PolicyFault("", "too-large", f"more than {MAX_BYTES} bytes of JSON; leave something out"),))
    return document
