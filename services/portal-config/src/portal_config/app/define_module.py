"""Defines a module, or defines it anew, without breaking a portal that is in force."""

from collections.abc import Mapping
from typing import Final

from contracts.portal_config.tenancy import DefineModule
from contracts.portal_config.tenancy import Module as Answer
from policy import Fault as PolicyFault
from policy import ModuleDefinition
from portal_config.app import answers
from portal_config.app.checking import IN_DEFINITION, Faulty, checked_definition, checked_portal, definitions
from portal_config.app.context import Context
from portal_config.domain.document import Json
from portal_config.domain.module import MAX_MODULES, Module
from portal_config.domain.refusal import Fault, ModuleChanged, ModuleInUse, ModuleInvalid, TooMany

NOT_THERE: Final = 0
MAX_FAULTS: Final = 100
"""After so many no further portal is looked at."""


async def define_module(request: DefineModule, at: Context) -> Answer:
    """Keep the definition; says nothing when it is what it was.

    Raises ModuleInvalid, ModuleChanged, ModuleInUse, TooMany.
    """
    await at.tenants.take_turn()
    try:
        definition = checked_definition(request.module, request.definition)
    except Faulty as error:
        raise ModuleInvalid(faults=error.under(IN_DEFINITION)) from error
    held = {module.module: module for module in await at.modules.all()}
    earlier = held.get(request.module)
    _expect(earlier, request.expected_revision)
    if earlier is None and len(held) >= MAX_MODULES:
        raise TooMany(f"A tenant has at most {MAX_MODULES} modules.")
    module = earlier.redefine(definition) if earlier else Module(request.module, 1, definition)
    if module is not earlier:
        await _refuse_to_break_portals(at, {**held, module.module: module}, module.module)
        await at.modules.put(module)
        at.say(answers.module_defined(module), f"modules/{module.module}")
    return answers.module(module)


def _expect(earlier: Module | None, expected: int | None) -> None:
    there = earlier.revision if earlier else NOT_THERE
    if expected is not None and expected != there:
        raise ModuleChanged(f"You saw revision {expected}; it is at {there} now. Read it again.")


async def _refuse_to_break_portals(at: Context, modules: dict[str, Module], changed: str) -> None:
    published = {entry.slug: entry.published for entry in await at.portals.entries() if entry.published is not None}
    known, faults = definitions(modules.values()), list[Fault]()
    for version in await at.versions.using(changed, published):
        where = f"portal {version.slug}, version {version.number}, at "
        faults += [
            Fault(IN_DEFINITION, fault.code, f"{where}{fault.pointer}: {fault.detail}")
            for fault in _minded(version.document.value, changed, known)
        ]
        if len(faults) >= MAX_FAULTS:
            break
    if faults:
        raise ModuleInUse("Publish the portals without it first.", faults)


def _minded(document: Json, changed: str, known: Mapping[str, ModuleDefinition]) -> tuple[PolicyFault, ...]:
    """Give what a portal in force minds about a module: first by its entry alone, a tenant may have many portals."""
    own = [entry for entry in document["modules"] if entry["module"] == changed]
    try:
        checked_portal({**document, "modules": own, "overrides": []}, known)
    except Faulty:
        pass
    else:
        return ()
    try:
        checked_portal(document, known)
    except Faulty as error:
        return error.faults
    return ()
