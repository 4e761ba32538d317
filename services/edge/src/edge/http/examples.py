"""An example of each body, shown in the API's pages; a test holds each against its request type."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import JsonValue

from contracts.identity.colleagues import ChangeColleague, InviteColleague
from contracts.identity.invitations import AcceptInvitation, CreateInvitations
from contracts.identity.passwords import ChangePassword, ForgotPassword, ForgotStaffPassword, ResetPassword
from contracts.identity.people import (
    AcceptTerms,
    ChangeMe,
    ChangeMembership,
    ChangeUser,
    GrantMembership,
    SwitchMembership,
)
from contracts.identity.previewing import OpenPreview
from contracts.identity.sessions import ActivateStaff, RefreshSession, SignIn, SignInStaff
from contracts.identity.staff import ChangeStaff, InviteStaff
from contracts.identity.tenancy import CreateApiKey
from contracts.identity.view_as import ViewAs
from contracts.message import Request
from contracts.portal_config.portals import CreatePortal
from contracts.portal_config.tenancy import DefineModule
from contracts.portal_config.versions import SwitchPortal
from edge.http.publishing import PublishEvents

_MODULE: Final[dict[str, JsonValue]] = {
    "label": {"en": "Projects"},
    "fields": [{"name": "site", "type": "text", "label": {"en": "Site"}, "sortable": False, "searchable": True}],
    "statuses": [{"value": "running", "label": {"en": "Running"}, "tone": "info", "closed": False}],
}
_EVENT: Final[dict[str, JsonValue]] = {
    "specversion": "1.0",
    "id": "4f0c2d1e",
    "source": "erp://acme/main",
    "type": "backoffice.record.upserted.v1",
    "data": {
        "module": "invoices",
        "record_id": "INV-2026-0042",
        "revision": 17,
        "accounts": ["C-1001"],
        "title": "Invoice INV-2026-0042",
        "status": "open",
        "due_on": "2026-12-01",
        "currency": "EUR",
        "total": "121.00",
        "balance": "121.00",
    },
}

EXAMPLES: Final[Mapping[type[Request[Any]], JsonValue]] = {
    SignIn: {"portal": "acme/customers", "email": "jo@example.com", "password": "a long pass phrase"},
    RefreshSession: {"refresh_token": "r.4f0c2d1e"},
    AcceptInvitation: {"name": "Jo Winter", "password": "a long pass phrase", "language": "en", "time_zone": "UTC"},
    ChangeMe: {"language": "de", "time_zone": "Europe/Berlin"},
    AcceptTerms: {"version": "2026-11"},
    SwitchMembership: {"membership_id": "Zr1xkq0uT9mB2c"},
    ForgotPassword: {"portal": "acme/customers", "email": "jo@example.com"},
    ResetPassword: {"token": "acme.4f0c2d1e", "password": "another long pass phrase"},
    ChangePassword: {"current": "a long pass phrase", "new": "another long pass phrase"},
    ForgotStaffPassword: {"tenant": "acme", "email": "ada@acme.example"},
    InviteStaff: {"email": "bo@acme.example", "name": "Bo Stone", "roles": ["support"], "language": "de"},
    ChangeStaff: {"roles": ["support", "finance"]},
    SignInStaff: {"tenant": "acme", "email": "ada@acme.example", "password": "a long pass phrase"},
    ActivateStaff: {"token": "o.4f0c2d1e", "password": "a long pass phrase", "name": "Ada Stone"},
    CreatePortal: {"slug": "customers", "name": "Acme customers", "audience": "customer"},
    SwitchPortal: {"on": False},
    DefineModule: _MODULE,
    CreateInvitations: {
        "portal": "customers", "email": "jo@example.com", "name": "Jo Winter", "account_id": "C-1001", "language": "en",
    },
    ChangeUser: {"active": False},
    GrantMembership: {"portal": "customers", "account_id": "C-1001", "roles": ["billing"]},
    ChangeMembership: {"roles": ["billing", "approver"]},
    InviteColleague: {"email": "mia@example.com", "name": "Mia Sommer", "roles": ["billing"], "language": "de"},
    ChangeColleague: {"roles": ["billing", "approver"]},
    OpenPreview: {"account_id": "C-1001", "roles": ["billing"]},
    ViewAs: {"membership_id": "Zr1xkq0uT9mB2c"},
    CreateApiKey: {"name": "ERP", "scopes": ["events"]},
    PublishEvents: _EVENT,
}  # fmt: skip
