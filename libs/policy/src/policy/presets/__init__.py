"""The modules that a tenant starts with, as data, and the draft of a portal made of them."""

from policy.presets.draft import PRESET_MODULES, PRESETS, draft_of, offered_to, roles_of
from policy.presets.fitting import fitted
from policy.presets.preset import Preset

__all__ = ["PRESETS", "PRESET_MODULES", "Preset", "draft_of", "fitted", "offered_to", "roles_of"]
