"""What a module's entry grants, as the policy reads it."""

from collections.abc import Mapping

from edge.domain.drafts.unfit import Unfit
from edge.web.visit import Json
from policy import Grant, parse_module
from policy.faults import Faults
from policy.parse_entry import read_entry
from policy.place import Place


def grants_of(entry: Json, modules: Mapping[str, Json]) -> Mapping[str, Grant]:
    """Give it by field; what is wrong in an entry is told when it is saved. Raises Unfit for a module that is gone."""
    module = entry["module"]
    if module not in modules:
        raise Unfit("There is no such module any more.")
    rules = read_entry(Place(entry, Faults()), {module: parse_module(module, modules[module])})
    return rules.grants if rules else {}
