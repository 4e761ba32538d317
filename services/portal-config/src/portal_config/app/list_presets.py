"""Lists the preset modules."""

from contracts.portal_config.presets import ListPresets, Preset, Presets
from policy import PRESETS, offered_to, roles_of


def list_presets(request: ListPresets) -> Presets:
    """Give those for an audience, as a new portal would list them."""
    presets = (PRESETS[module] for module in offered_to(request.audience))
    return Presets(
        audience=request.audience,
        items=tuple(
            Preset.model_validate(
                {"module": one.module, "definition": one.definition, "entry": one.entry_for(request.audience)}
            )
            for one in presets
        ),
        roles=Presets.model_validate({"audience": "", "items": (), "roles": roles_of(request.audience)}).roles,
    )
