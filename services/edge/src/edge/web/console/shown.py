"""Which handler shows which page of the console, by its name in the table."""

from collections.abc import Mapping
from typing import Final

from edge.web.console import explain, looking, overview, signing_in
from edge.web.console.first.shown import FIRST
from edge.web.console.modules.shown import MODULES
from edge.web.console.own import OWN
from edge.web.console.people.shown import PEOPLE
from edge.web.console.portals import (
    adding,
    arranging,
    document,
    dry_run,
    filtering,
    laying_out,
    listing,
    matrix,
    naming,
    portal,
    roles,
    settings,
    undoing,
)
from edge.web.console.running import api_keys, audit, jobs, quarantine, sources
from edge.web.page_door import Show

CONSOLE: Final[Mapping[str, Show]] = {
    "console.overview": overview.show,
    "console.sign-in": signing_in.show,
    "console.sign-in.send": signing_in.send,
    "console.sign-out": signing_in.sign_out,
    "console.forgot": signing_in.show_forgotten,
    "console.forgot.send": signing_in.send_forgotten,
    **FIRST,
    "console.portals": listing.show,
    "console.portals.create": listing.create,
    "console.portal": portal.show,
    "console.portal.publish": portal.publish,
    "console.portal.switch": portal.switch,
    "console.portal.preview": looking.preview,
    "console.portal.document": document.show,
    "console.portal.document.save": document.save,
    "console.portal.module.filter": filtering.show,
    "console.portal.module.filter.send": filtering.send,
    "console.portal.module.layout": laying_out.show,
    "console.portal.module.layout.send": laying_out.send,
    "console.portal.undo": undoing.undo,
    "console.portal.modules": arranging.show,
    "console.portal.modules.arrange": arranging.arrange,
    "console.portal.modules.add": adding.add,
    "console.portal.module": matrix.show,
    "console.portal.module.change": matrix.change,
    "console.portal.module.name": naming.save_names,
    "console.portal.roles": roles.show,
    "console.portal.roles.change": roles.change,
    "console.portal.roles.create": roles.create,
    "console.portal.roles.rename": roles.rename,
    "console.portal.roles.remove": roles.remove,
    "console.portal.look": settings.LOOK.show,
    "console.portal.look.send": settings.LOOK.send,
    "console.portal.notices": settings.NOTICES.show,
    "console.portal.notices.send": settings.NOTICES.send,
    "console.portal.sign-in": settings.SIGN_IN.show,
    "console.portal.sign-in.send": settings.SIGN_IN.send,
    "console.portal.version": portal.compare,
    "console.portal.version.restore": portal.restore,
    "console.portal.dry-run.start": dry_run.start,
    "console.portal.dry-run": dry_run.show,
    "console.portal.dry-run.cancel": dry_run.cancel,
    "console.explain": explain.show,
    "console.quarantine": quarantine.show,
    "console.quarantine.retry-all": quarantine.retry_all,
    "console.quarantine.retry": quarantine.retry,
    "console.quarantine.discard": quarantine.discard,
    "console.sources": sources.show,
    "console.sources.expect": sources.expect,
    "console.api-keys": api_keys.show,
    "console.api-keys.create": api_keys.create,
    "console.api-keys.revoke": api_keys.revoke,
    "console.jobs": jobs.show,
    "console.jobs.cancel": jobs.cancel,
    "console.audit": audit.show,
    "console.audit.file": audit.as_file,
    **MODULES,
    **PEOPLE,
    **OWN,
}
