"""Every route there is. What is not in this table is not reachable, but for probes, public keys and the API's pages.

Read a line as: method, path, what is asked of a service, who may ask, its effect, which quota it counts against.
Roles of staff and scopes of API keys stand with the request in the contracts; a door may be for fewer than its
request, never for more.
"""

from typing import Final

from contracts.identity import (
    audit,
    colleagues,
    own_profile,
    passwords,
    people,
    person,
    role_counts,
    sessions,
    staff,
    tenancy,
    view_as,
)
from contracts.identity import invitations as inv
from contracts.identity import own_sessions as own
from contracts.identity import previewing as looking
from contracts.message import Who
from contracts.notifications import feed
from contracts.portal_config import logos, portals, presets, versions
from contracts.portal_config import tenancy as modules
from contracts.records import accounts, dashboard, explaining, history, intake, jobs, searching, sight, sources, viewing
from contracts.records import previewing as drafts
from edge.http.export_file import FILES, ExportFile
from edge.http.publishing import PublishEvents
from edge.http.route import DRAFT, EVENTS, First, Route
from edge.http.stream_route import EVENT_STREAM, FollowChanges

ANYONE: Final = frozenset({Who.ANYONE})
USER: Final = frozenset({Who.USER})
STAFF: Final = frozenset({Who.STAFF})
SYSTEM: Final = frozenset({Who.SYSTEM})
TENANT: Final = STAFF | SYSTEM

API: Final = "/api/v1"
OFFICE: Final = "/backoffice/v1"
DRAFT_OF: Final = OFFICE + "/portals/{slug}/draft"
VERSIONS: Final = OFFICE + "/portals/{slug}/versions"
MEMBERSHIP: Final = OFFICE + "/users/{id}/memberships/{membership_id}"
MODULE: Final = OFFICE + "/modules/{module}"

# fmt: off
STREAM: Final = Route("GET", API + "/stream", FollowChanges, USER, "read", "read", 200, media=(EVENT_STREAM,))
CUSTOMERS: Final = (
    Route("POST", API + "/auth/login", sessions.SignIn, ANYONE, "write", "sign_in"),
    Route("POST", API + "/auth/refresh", sessions.RefreshSession, ANYONE, "write", "sign_in"),
    Route("POST", API + "/auth/logout", sessions.SignOut, USER, "write", "write"),
    Route("POST", API + "/auth/password/forgot", passwords.ForgotPassword, ANYONE, "write", "sign_in", 202),
    Route("POST", API + "/auth/password/reset", passwords.ResetPassword, ANYONE, "write", "sign_in"),
    Route("POST", API + "/auth/password/change", passwords.ChangePassword, USER, "write", "sign_in"),
    Route("GET", API + "/auth/password/links/{token}", passwords.ShowPasswordLink, ANYONE, "read", "sign_in"),
    Route("GET", API + "/invitations/{token}", inv.ShowInvitation, ANYONE, "read", "sign_in"),
    Route("POST", API + "/invitations/{token}/accept", inv.AcceptInvitation, ANYONE | USER, "write", "sign_in"),
    Route("GET", API + "/me", people.ShowMe, USER, "read", "read"),
    Route("PATCH", API + "/me", people.ChangeMe, USER, "write", "write"),
    Route("POST", API + "/me/terms", people.AcceptTerms, USER, "write", "write"),
    Route("GET", API + "/me/sessions", own.ListSessions, USER, "read", "read"),
    Route("DELETE", API + "/me/sessions", own.EndSessions, USER, "write", "write"),
    Route("DELETE", API + "/me/sessions/{id}", own.EndSession, USER, "write", "write"),
    Route("GET", API + "/me/memberships", people.ListMemberships, USER, "read", "read"),
    Route("POST", API + "/me/membership", people.SwitchMembership, USER, "write", "write"),
    Route("GET", API + "/colleagues", colleagues.ListColleagues, USER, "read", "read"),
    Route("POST", API + "/colleagues", colleagues.InviteColleague, USER, "write", "write", 201),
    Route("PATCH", API + "/colleagues/{membership_id}", colleagues.ChangeColleague, USER, "write", "write"),
    Route("DELETE", API + "/colleagues/{membership_id}", colleagues.RemoveColleague, USER, "write", "write"),
    Route("DELETE", API + "/colleagues/invitations/{id}", colleagues.WithdrawColleague, USER, "write", "write"),
    Route("GET", API + "/portals/{tenant}/{slug}", portals.ShowPublicPortal, ANYONE, "read", "read"),
    Route("GET", API + "/portal", viewing.ShowPortal, USER, "read", "read"),
    Route("GET", API + "/dashboard", dashboard.ShowDashboard, USER, "read", "read"),
    Route("GET", API + "/search", searching.SearchRecords, USER, "read", "read"),
    Route("GET", API + "/records/{module}", viewing.ListRecords, USER, "read", "read"),
    Route("GET", API + "/records/{module}/export", ExportFile, USER, "read", "read", 200, media=FILES),
    Route("GET", API + "/records/{module}/{id}", viewing.ShowRecord, USER, "read", "read",
          answer="record", etag="revision", fresh="fresh_as_of"),
    Route("GET", API + "/records/{module}/{id}/history", history.ShowHistory, USER, "read", "read"),
    STREAM,
)
"""What customers' portals and API clients use."""

BACKOFFICE: Final = (
    Route("POST", OFFICE + "/auth/login", sessions.SignInStaff, ANYONE, "write", "sign_in"),
    Route("POST", OFFICE + "/auth/activate", sessions.ActivateStaff, ANYONE, "write", "sign_in"),
    Route("POST", OFFICE + "/auth/refresh", sessions.RefreshSession, ANYONE, "write", "sign_in"),
    Route("POST", OFFICE + "/auth/logout", sessions.SignOut, STAFF, "write", "write"),
    Route("POST", OFFICE + "/auth/password/forgot", passwords.ForgotStaffPassword, ANYONE, "write", "sign_in", 202),
    Route("POST", OFFICE + "/auth/password/reset", passwords.ResetPassword, ANYONE, "write", "sign_in"),
    Route("POST", OFFICE + "/auth/password/change", passwords.ChangePassword, STAFF, "write", "sign_in"),
    Route("GET", OFFICE + "/me", own_profile.ShowOwnProfile, STAFF, "read", "read"),
    Route("PATCH", OFFICE + "/me", own_profile.ChangeOwnProfile, STAFF, "write", "write"),
    Route("GET", OFFICE + "/me/sessions", own.ListSessions, STAFF, "read", "read"),
    Route("DELETE", OFFICE + "/me/sessions", own.EndSessions, STAFF, "write", "write"),
    Route("DELETE", OFFICE + "/me/sessions/{id}", own.EndSession, STAFF, "write", "write"),
    Route("GET", OFFICE + "/staff", staff.ListStaff, STAFF, "read", "read"),
    Route("POST", OFFICE + "/staff", staff.InviteStaff, STAFF, "write", "write", 201),
    Route("PATCH", OFFICE + "/staff/{id}", staff.ChangeStaff, STAFF, "write", "write"),
    Route("DELETE", OFFICE + "/staff/{id}", staff.RemoveStaff, STAFF, "write", "write"),
    Route("POST", OFFICE + "/events", PublishEvents, SYSTEM, "write", "intake", 202, size=EVENTS),
    Route("GET", OFFICE + "/portals", portals.ListPortals, TENANT, "read", "read"),
    Route("POST", OFFICE + "/portals", portals.CreatePortal, TENANT, "write", "write", 201),
    Route("PATCH", OFFICE + "/portals/{slug}", versions.SwitchPortal, TENANT, "write", "write"),
    Route("DELETE", OFFICE + "/portals/{slug}", portals.RemovePortal, TENANT, "write", "write"),
    Route("GET", DRAFT_OF, portals.ShowDraft, TENANT, "read", "read", answer="document", etag="revision"),
    Route("PUT", DRAFT_OF, portals.SaveDraft, TENANT, "write", "write",
          body="document", answer="document", etag="revision", if_match="expected_revision", size=DRAFT),
    Route("GET", DRAFT_OF + "/earlier/{revision}", versions.ShowEarlierDraft, TENANT, "read", "read"),
    Route("POST", DRAFT_OF + "/dry-run", jobs.StartDryRun, TENANT, "write", "write", 202,
          first=First(portals.ShowDraft, {"draft_revision": "revision", "document": "document"})),
    Route("GET", OFFICE + "/jobs", jobs.ListJobs, TENANT, "read", "read"),
    Route("GET", OFFICE + "/jobs/{id}", jobs.ShowJob, TENANT, "read", "read"),
    Route("DELETE", OFFICE + "/jobs/{id}", jobs.CancelJob, TENANT, "write", "write"),
    Route("POST", OFFICE + "/portals/{slug}/preview", looking.OpenPreview, STAFF, "write", "write", 201,
          first=First(drafts.KeepPreview, {"preview_id": "id", "draft_revision": "draft_revision"}, takes=("roles",),
                      first=First(portals.ShowDraft, {"draft_revision": "revision", "document": "document"}))),
    Route("POST", OFFICE + "/portals/{slug}/publish", portals.PublishPortal, TENANT, "write", "write", 201),
    Route("GET", VERSIONS, portals.ListVersions, TENANT, "read", "read"),
    Route("GET", VERSIONS + "/{version}", versions.ShowVersion, TENANT, "read", "read"),
    Route("GET", OFFICE + "/portals/{slug}/compare", versions.CompareVersions, TENANT, "read", "read"),
    Route("POST", VERSIONS + "/{version}/restore", portals.RestoreVersion, TENANT, "write", "write", 201),
    Route("GET", OFFICE + "/portals/{slug}/roles", role_counts.CountRoles, TENANT, "read", "read"),
    Route("POST", OFFICE + "/logos", logos.KeepLogo, TENANT, "write", "write", 201, size=DRAFT),
    Route("GET", OFFICE + "/presets", presets.ListPresets, TENANT, "read", "read"),
    Route("GET", OFFICE + "/modules", modules.ListModules, TENANT, "read", "read"),
    Route("GET", MODULE, modules.ShowModule, TENANT, "read", "read", answer="definition", etag="revision"),
    Route("PUT", MODULE, modules.DefineModule, TENANT, "write", "write",
          body="definition", answer="definition", etag="revision", if_match="expected_revision", match_optional=True,
          size=DRAFT),
    Route("GET", OFFICE + "/invitations", inv.ListInvitations, TENANT, "read", "read"),
    Route("POST", OFFICE + "/invitations", inv.CreateInvitations, TENANT, "write", "write", 201, size=DRAFT),
    Route("POST", OFFICE + "/invitations/{id}/resend", inv.ResendInvitation, TENANT, "write", "write"),
    Route("DELETE", OFFICE + "/invitations/{id}", inv.WithdrawInvitation, TENANT, "write", "write"),
    Route("GET", OFFICE + "/users", people.ListUsers, TENANT, "read", "read"),
    Route("GET", OFFICE + "/users/{id}", person.ShowPerson, TENANT, "read", "read"),
    Route("PATCH", OFFICE + "/users/{id}", people.ChangeUser, TENANT, "write", "write"),
    Route("DELETE", OFFICE + "/users/{id}/sessions", person.EndPersonSessions, TENANT, "write", "write"),
    Route("DELETE", OFFICE + "/users/{id}/sessions/{session_id}", person.EndPersonSession, TENANT, "write", "write"),
    Route("POST", OFFICE + "/users/{id}/memberships", people.GrantMembership, TENANT, "write", "write", 201),
    Route("PATCH", MEMBERSHIP, people.ChangeMembership, TENANT, "write", "write"),
    Route("DELETE", MEMBERSHIP, people.RevokeMembership, TENANT, "write", "write"),
    Route("POST", OFFICE + "/view-as", view_as.ViewAs, STAFF, "write", "write"),
    Route("GET", OFFICE + "/api-keys", tenancy.ListApiKeys, STAFF, "read", "read"),
    Route("POST", OFFICE + "/api-keys", tenancy.CreateApiKey, STAFF, "write", "write", 201),
    Route("DELETE", OFFICE + "/api-keys/{id}", tenancy.RevokeApiKey, STAFF, "write", "write"),
    Route("GET", OFFICE + "/explain", explaining.ExplainVisibility, TENANT, "read", "read"),
    Route("GET", OFFICE + "/memberships/{membership}/sight", sight.ShowSight, TENANT, "read", "read"),
    Route("GET", OFFICE + "/audit", audit.ListAudit, STAFF, "read", "read"),
    Route("GET", OFFICE + "/accounts", accounts.FindAccounts, TENANT, "read", "read"),
    Route("GET", OFFICE + "/sources", sources.ListSources, TENANT, "read", "read"),
    Route("PUT", OFFICE + "/sources/{id}", sources.ExpectSource, TENANT, "write", "write"),
    Route("GET", OFFICE + "/feed", feed.ShowFeed, TENANT, "read", "read"),
    Route("GET", OFFICE + "/quarantine", intake.ListQuarantine, TENANT, "read", "read"),
    Route("POST", OFFICE + "/quarantine/{id}/retry", intake.RetryQuarantined, TENANT, "write", "write"),
    Route("DELETE", OFFICE + "/quarantine/{id}", intake.DiscardQuarantined, TENANT, "write", "write"),
)
"""What backoffice systems and staff use."""
# fmt: on

TABLE: Final = CUSTOMERS + BACKOFFICE
