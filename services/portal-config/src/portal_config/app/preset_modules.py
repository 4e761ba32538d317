"""Defines the preset modules that a tenant does not have: when it is made, and those that came later."""

from policy import PRESETS
from portal_config.app import answers
from portal_config.app.checking import checked_definition
from portal_config.app.context import Context
from portal_config.domain.module import MAX_MODULES, Module
from portal_config.domain.refusal import TooMany


async def define_missing_presets(at: Context) -> dict[str, Module]:
    """Give the tenant's modules, every preset among them; one that it has is left as it is. Raises TooMany."""
    held = {module.module: module for module in await at.modules.all()}
    missing = [name for name in PRESETS if name not in held]
    if len(held) + len(missing) > MAX_MODULES:
        raise TooMany(f"A tenant has at most {MAX_MODULES} modules, and these presets are missing: {missing}.")
    for name in missing:
        held[name] = Module(name, 1, checked_definition(name, PRESETS[name].definition))
        await at.modules.put(held[name])
        at.say(answers.module_defined(held[name]), f"modules/{name}")
    return held
