"""Who sees what: compiles a published portal into rights. Pure, standard library only."""

from policy.audience import stamp
from policy.comparing import Change, difference
from policy.compile import ModulePolicy, Policy, compile_policy, overrides_of
from policy.crowd import Crowd, Looking, Sight, sight_of
from policy.database import mongo_filter, mongo_projection
from policy.definition import SEARCHABLE, FieldDefinition, ModuleDefinition, StatusDefinition, parse_module
from policy.faults import Code, Fault, Invalid
from policy.filters import Condition, fields_of
from policy.narrow import ONE_OF, Asked, narrowed_by, only, read_asked, without_lines
from policy.notices import Announcement, Contact, Terms
from policy.parse_portal import parse_portal
from policy.portal import Grant, Layout, Portal, Section, Sort
from policy.presets import PRESET_MODULES, PRESETS, Preset, draft_of, fitted, offered_to, roles_of
from policy.projection import Projector, project
from policy.stages import stages_in
from policy.value import FIELD_TYPES, FieldType, Mistyped, Value, read_value, stored_value
from policy.verdict import ALLOWED, RULES, Judge, Verdict, decide, explain
from policy.viewer import Viewer, today_in
from policy.viewers import NOBODY, Viewers, positions_of, viewers_at
from policy.waiting import Waits, waits_in
from policy.why import Missed, missed, rights

__all__ = [
    "ALLOWED",
    "FIELD_TYPES",
    "NOBODY",
    "ONE_OF",
    "PRESETS",
    "PRESET_MODULES",
    "RULES",
    "SEARCHABLE",
    "Announcement",
    "Asked",
    "Change",
    "Code",
    "Condition",
    "Contact",
    "Crowd",
    "Fault",
    "FieldDefinition",
    "FieldType",
    "Grant",
    "Invalid",
    "Judge",
    "Layout",
    "Looking",
    "Missed",
    "Mistyped",
    "ModuleDefinition",
    "ModulePolicy",
    "Policy",
    "Portal",
    "Preset",
    "Projector",
    "Section",
    "Sight",
    "Sort",
    "StatusDefinition",
    "Terms",
    "Value",
    "Verdict",
    "Viewer",
    "Viewers",
    "Waits",
    "compile_policy",
    "decide",
    "difference",
    "draft_of",
    "explain",
    "fields_of",
    "fitted",
    "missed",
    "mongo_filter",
    "mongo_projection",
    "narrowed_by",
    "offered_to",
    "only",
    "overrides_of",
    "parse_module",
    "parse_portal",
    "positions_of",
    "project",
    "read_asked",
    "read_value",
    "rights",
    "roles_of",
    "sight_of",
    "stages_in",
    "stamp",
    "stored_value",
    "today_in",
    "viewers_at",
    "waits_in",
    "without_lines",
]
