"""Every page there is, one line each: what is not here is not reachable. `edge.web` shows them by name.

Read a line as: method, path below the portal or the console, name, which quota it counts against, who may.
"""

from dataclasses import dataclass
from typing import Final, Literal

from edge.app.limits import RateClass

PORTAL: Final = "/p/{tenant}/{slug}"
CONSOLE: Final = "/console"
For = Literal["anyone", "user", "staff"]


@dataclass(frozen=True, slots=True)
class Page:
    """A page, or what a form of it is sent to; `below` is its path below `root`, that of a portal or of the console.

    `streams`: who may not come gets 204, which ends an EventSource; any other way it would be led to a page.
    """

    method: Literal["GET", "POST"]
    below: str
    name: str
    rate: RateClass = "read"
    who: For = "user"
    root: str = PORTAL
    streams: bool = False

    @property
    def path(self) -> str:
        """Give the whole path."""
        return self.root + self.below


def _console(
    method: Literal["GET", "POST"], below: str, name: str, rate: RateClass = "read", who: For = "staff"
) -> Page:
    return Page(method, below, f"console.{name}", rate, who, CONSOLE)


# fmt: off
PORTAL_PAGES: Final = (
    Page("GET", "/", "start"),
    Page("GET", "/stream", "stream", streams=True),
    Page("GET", "/manifest.webmanifest", "manifest", "read", "anyone"),
    Page("GET", "/icon.svg", "icon", "read", "anyone"),
    Page("GET", "/icon-maskable.svg", "icon-maskable", "read", "anyone"),
    Page("GET", "/logo/{logo}", "logo", "read", "anyone"),
    Page("GET", "/worker.js", "worker", "read", "anyone"),
    Page("GET", "/offline", "offline", "read", "anyone"),
    Page("GET", "/sign-in", "sign-in", "read", "anyone"),
    Page("POST", "/sign-in", "sign-in.send", "sign_in", "anyone"),
    Page("POST", "/sign-out", "sign-out", "write"),
    Page("POST", "/look/end", "look.end", "write"),
    Page("GET", "/forgot", "forgot", "read", "anyone"),
    Page("POST", "/forgot", "forgot.send", "sign_in", "anyone"),
    Page("GET", "/terms", "terms", "read", "anyone"),
    Page("POST", "/terms", "terms.accept", "write"),
    Page("POST", "/announcement", "announcement.put-away", "write"),
    Page("GET", "/search", "search"),
    Page("GET", "/counts", "counts"),
    Page("GET", "/m/{module}", "list"),
    Page("GET", "/m/{module}/count", "list.count"),
    Page("GET", "/m/{module}/export", "list.export"),
    Page("GET", "/profile", "profile"),
    Page("POST", "/profile", "profile.save", "write"),
    Page("POST", "/appearance", "appearance.save", "write"),
    Page("GET", "/password", "password"),
    Page("POST", "/password", "password.change", "sign_in"),
    Page("GET", "/sessions", "sessions"),
    Page("POST", "/sessions/end", "sessions.end-all", "write"),
    Page("POST", "/sessions/{id}/end", "sessions.end", "write"),
    Page("GET", "/switch", "switch"),
    Page("POST", "/switch", "switch.send", "write"),
    Page("POST", "/arrive", "arrive", "sign_in", "anyone"),
    Page("GET", "/colleagues", "colleagues"),
    Page("POST", "/colleagues", "colleagues.invite", "write"),
    Page("POST", "/colleagues/{id}/roles", "colleagues.change", "write"),
    Page("POST", "/colleagues/{id}/remove", "colleagues.remove", "write"),
    Page("POST", "/colleagues/invitations/{id}/withdraw", "colleagues.withdraw", "write"),
    Page("GET", "/m/{module}/{id}", "record"),
    Page("GET", "/m/{module}/{id}/history", "record.history"),
    Page("GET", "/reset/{token}", "reset", "sign_in", "anyone"),
    Page("POST", "/reset/{token}", "reset.send", "sign_in", "anyone"),
    Page("GET", "/invitations/{token}", "invitation", "sign_in", "anyone"),
    Page("POST", "/invitations/{token}", "invitation.accept", "sign_in", "anyone"),
)

CONSOLE_PAGES: Final = (
    _console("GET", "/", "overview"),
    _console("GET", "/sign-in", "sign-in", "read", "anyone"),
    _console("POST", "/sign-in", "sign-in.send", "sign_in", "anyone"),
    _console("POST", "/sign-out", "sign-out", "write"),
    _console("GET", "/forgot", "forgot", "read", "anyone"),
    _console("POST", "/forgot", "forgot.send", "sign_in", "anyone"),
    _console("GET", "/logos/{logo}", "logo"),
    _console("GET", "/first", "first"),
    _console("POST", "/first", "first.make", "write"),
    _console("GET", "/first/colour", "first.colour"),
    _console("POST", "/first/{slug}/undo", "first.undo", "write"),
    _console("GET", "/first/{slug}/name", "first.name"),
    _console("POST", "/first/{slug}/name", "first.name.save", "write"),
    _console("GET", "/first/{slug}/shows", "first.shows"),
    _console("POST", "/first/{slug}/shows", "first.shows.save", "write"),
    _console("GET", "/first/{slug}/shows/{module}", "first.shows.module"),
    _console("GET", "/first/{slug}/roles", "first.roles"),
    _console("POST", "/first/{slug}/roles", "first.roles.save", "write"),
    _console("GET", "/first/{slug}/check", "first.check"),
    _console("GET", "/first/{slug}/invite", "first.invite"),
    _console("POST", "/first/{slug}/invite", "first.invite.send", "write"),
    _console("GET", "/first/{slug}/done", "first.done"),
    _console("GET", "/portals", "portals"),
    _console("POST", "/portals", "portals.create", "write"),
    _console("GET", "/portals/{slug}", "portal"),
    _console("POST", "/portals/{slug}/publish", "portal.publish", "write"),
    _console("POST", "/portals/{slug}/switch", "portal.switch", "write"),
    _console("POST", "/portals/{slug}/preview", "portal.preview", "write"),
    _console("GET", "/portals/{slug}/document", "portal.document"),
    _console("POST", "/portals/{slug}/document", "portal.document.save", "write"),
    _console("GET", "/portals/{slug}/modules/{module}/filter", "portal.module.filter"),
    _console("POST", "/portals/{slug}/modules/{module}/filter", "portal.module.filter.send", "write"),
    _console("GET", "/portals/{slug}/modules/{module}/layout", "portal.module.layout"),
    _console("POST", "/portals/{slug}/modules/{module}/layout", "portal.module.layout.send", "write"),
    _console("POST", "/portals/{slug}/undo", "portal.undo", "write"),
    _console("GET", "/portals/{slug}/modules", "portal.modules"),
    _console("POST", "/portals/{slug}/modules", "portal.modules.arrange", "write"),
    _console("POST", "/portals/{slug}/modules/add", "portal.modules.add", "write"),
    _console("GET", "/portals/{slug}/modules/{module}", "portal.module"),
    _console("POST", "/portals/{slug}/modules/{module}", "portal.module.change", "write"),
    _console("POST", "/portals/{slug}/modules/{module}/name", "portal.module.name", "write"),
    _console("GET", "/portals/{slug}/roles", "portal.roles"),
    _console("POST", "/portals/{slug}/roles", "portal.roles.change", "write"),
    _console("POST", "/portals/{slug}/roles/new", "portal.roles.create", "write"),
    _console("POST", "/portals/{slug}/roles/{role}/rename", "portal.roles.rename", "write"),
    _console("POST", "/portals/{slug}/roles/{role}/remove", "portal.roles.remove", "write"),
    _console("GET", "/portals/{slug}/look", "portal.look"),
    _console("POST", "/portals/{slug}/look", "portal.look.send", "write"),
    _console("POST", "/portals/{slug}/logo", "portal.logo.save", "write"),
    _console("GET", "/portals/{slug}/notices", "portal.notices"),
    _console("POST", "/portals/{slug}/notices", "portal.notices.send", "write"),
    _console("GET", "/portals/{slug}/sign-in", "portal.sign-in"),
    _console("POST", "/portals/{slug}/sign-in", "portal.sign-in.send", "write"),
    _console("GET", "/portals/{slug}/exceptions", "portal.exceptions"),
    _console("GET", "/portals/{slug}/exceptions/new", "portal.exceptions.new"),
    _console("POST", "/portals/{slug}/exceptions/new", "portal.exceptions.create", "write"),
    _console("GET", "/portals/{slug}/exceptions/{key}", "portal.exception"),
    _console("POST", "/portals/{slug}/exceptions/{key}", "portal.exception.change", "write"),
    _console("POST", "/portals/{slug}/exceptions/{key}/remove", "portal.exception.remove", "write"),
    _console("GET", "/portals/{slug}/beside", "portal.beside"),
    _console("GET", "/portals/{slug}/versions/{version}", "portal.version"),
    _console("POST", "/portals/{slug}/versions/{version}/restore", "portal.version.restore", "write"),
    _console("POST", "/portals/{slug}/dry-run", "portal.dry-run.start", "write"),
    _console("GET", "/portals/{slug}/dry-run/{id}", "portal.dry-run"),
    _console("POST", "/portals/{slug}/dry-run/{id}/cancel", "portal.dry-run.cancel", "write"),
    _console("GET", "/modules", "modules"),
    _console("GET", "/modules/new-module", "modules.new"),
    _console("POST", "/modules/new-module", "modules.create", "write"),
    _console("GET", "/modules/{module}", "module"),
    _console("GET", "/modules/{module}/edit", "module.edit"),
    _console("POST", "/modules/{module}/edit", "module.save", "write"),
    _console("GET", "/people", "people"),
    _console("GET", "/people/{id}", "person"),
    _console("POST", "/people/{id}", "people.switch", "write"),
    _console("POST", "/people/{id}/sessions/end", "people.sessions.end-all", "write"),
    _console("POST", "/people/{id}/sessions/{session_id}/end", "people.sessions.end", "write"),
    _console("POST", "/people/{id}/memberships/{membership_id}/roles", "people.roles", "write"),
    _console("POST", "/people/{id}/memberships/{membership_id}/end", "people.end", "write"),
    _console("POST", "/people/{id}/memberships/{membership_id}/view", "people.view-as", "write"),
    _console("GET", "/invitations", "invitations"),
    _console("GET", "/invitations/new", "invitations.new"),
    _console("POST", "/invitations/new", "invitations.invite", "write"),
    _console("POST", "/invitations/check", "invitations.check", "write"),
    _console("POST", "/invitations/sheet", "invitations.sheet", "write"),
    _console("POST", "/invitations/{id}/resend", "invitations.resend", "write"),
    _console("POST", "/invitations/{id}/withdraw", "invitations.withdraw", "write"),
    _console("GET", "/staff", "staff"),
    _console("POST", "/staff", "staff.invite", "write"),
    _console("POST", "/staff/{id}", "staff.change", "write"),
    _console("POST", "/staff/{id}/remove", "staff.remove", "write"),
    _console("GET", "/explain", "explain"),
    _console("GET", "/quarantine", "quarantine"),
    _console("POST", "/quarantine/retry", "quarantine.retry-all", "write"),
    _console("POST", "/quarantine/{id}/retry", "quarantine.retry", "write"),
    _console("POST", "/quarantine/{id}/discard", "quarantine.discard", "write"),
    _console("GET", "/sources", "sources"),
    _console("POST", "/sources/{id}", "sources.expect", "write"),
    _console("GET", "/api-keys", "api-keys"),
    _console("POST", "/api-keys", "api-keys.create", "write"),
    _console("POST", "/api-keys/{id}/revoke", "api-keys.revoke", "write"),
    _console("GET", "/jobs", "jobs"),
    _console("POST", "/jobs/{id}/cancel", "jobs.cancel", "write"),
    _console("GET", "/audit", "audit"),
    _console("GET", "/audit/file", "audit.file"),
    _console("GET", "/profile", "profile"),
    _console("POST", "/profile", "profile.save", "write"),
    _console("POST", "/appearance", "appearance.save", "write"),
    _console("GET", "/password", "password"),
    _console("POST", "/password", "password.change", "sign_in"),
    _console("GET", "/sessions", "sessions"),
    _console("POST", "/sessions/end", "sessions.end-all", "write"),
    _console("POST", "/sessions/{id}/end", "sessions.end", "write"),
    _console("GET", "/reset/{token}", "reset", "sign_in", "anyone"),
    _console("POST", "/reset/{token}", "reset.send", "sign_in", "anyone"),
    _console("GET", "/activate/{token}", "activate", "sign_in", "anyone"),
    _console("POST", "/activate/{token}", "activate.send", "sign_in", "anyone"),
)
"""The console's, for staff."""
# fmt: on

DESIGN_PAGE: Final = Page("GET", "/design", "design", "read", "anyone", "")
"""What pages are made of, for those who make them; of nobody and no portal."""
ALL_PAGES: Final = PORTAL_PAGES + CONSOLE_PAGES
