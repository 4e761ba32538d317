"""Which handler shows which page about modules, by its name in the table."""

from collections.abc import Mapping
from typing import Final

from edge.web.console.modules import defining, listing
from edge.web.page_door import Show

MODULES: Final[Mapping[str, Show]] = {
    "console.modules": listing.show,
    "console.modules.new": defining.ask_new,
    "console.modules.create": defining.create,
    "console.module": listing.show_one,
    "console.module.edit": defining.ask,
    "console.module.save": defining.save,
}
