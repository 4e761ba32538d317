"""Defines a module, or defines it anew, without breaking a portal that is in force."""

from contracts.portal_config.tenancy import DefineModule
from contracts.portal_config.tenancy import Module as Answer
from portal_config.app import answers
from portal_config.app.checking import IN_DEFINITION, Faulty, checked_definition, checked_portal, definitions
from portal_config.app.context import Context
from portal_config.domain.module import MAX_MODULES, Module
from portal_config.domain.refusal import Fault, ModuleInUse, ModuleInvalid, TooMany


async def define_module(request: DefineModule, at: Context) -> Answer:
    """Keep the definition; says nothing when it is what it was. Raises ModuleInvalid, ModuleInUse, TooMany."""
    await at.tenants.take_turn()
    try:
        definition = checked_definition(request.module, request.definition)
    except Faulty as error:
        raise ModuleInvalid(faults=error.under(IN_DEFINITION)) from error
    held = {module.module: module for module in await at.modules.all()}
    earlier = held.get(request.module)
    if earlier is None and len(held) >= MAX_MODULES:
        raise TooMany(f"A tenant has at most {MAX_MODULES} modules.")
    module = earlier.redefine(definition) if earlier else Module(request.module, 1, definition)
    if module is not earlier:
        await _refuse_to_break_portals(at, {**held, module.module: module}, module.module)
        await at.modules.put(module)
        at.say(answers.module_defined(module), f"modules/{module.module}")
    return answers.module(module)


async def _refuse_to_break_portals(at: Context, modules: dict[str, Module], changed: str) -> None:
    published = {portal.slug: portal.published for portal in await at.portals.all() if portal.published is not None}
    known, faults = definitions(modules.values()), list[Fault]()
    for version in await at.versions.using(changed, published):
        try:
            checked_portal(version.document.value, known)
        except Faulty as error:
            where = f"portal {version.slug}, version {version.number}, at "
            faults += [
                Fault(IN_DEFINITION, fault.code, f"{where}{fault.pointer}: {fault.detail}") for fault in error.faults
            ]
    if faults:
        raise ModuleInUse("Publish the portals without it first.", faults)
