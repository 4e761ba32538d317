"""A tenant of a test's own, made as an operator makes one, with a published portal."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from actors.http import Http
from portico_operator import tenants
from portico_operator.settings import OperatorSettings

PASSWORD = "correct horse battery staple 9"
READABLE = ("title", "status", "issued_on", "due_on", "currency", "total", "balance", "fields.project")
INVOICES: dict[str, Any] = {
    "module": "invoices",
    "label": {"en": "Invoices", "de": "Rechnungen"},
    "scope": "account",
    "filter": {"all": [{"field": "status", "op": "in", "value": ["open", "paid", "overdue"]}]},
    "actions": ["view"],
    "fields": dict.fromkeys(READABLE, "read"),
    "layout": {"list": ["title", "issued_on", "total", "status"], "view": "list"},
    "sort": "-issued_on",
}
INVOICES_MODULE: dict[str, Any] = {
    "label": {"en": "Invoices", "de": "Rechnungen"},
    "fields": [
        {"name": "project", "type": "string", "label": {"en": "Project"}},
        {"name": "internal_note", "type": "text", "label": {"en": "Internal note"}},
    ],
    "statuses": [
        {"value": value, "label": {"en": value.title()}, "tone": "neutral", "closed": value == "paid"}
        for value in ("draft", "open", "paid", "overdue")
    ],
}


@dataclass
class Tenant:
    """A tenant and the keys to its doors."""

    name: str
    http: Http
    owner: str
    owner_token: str
    api_key: str
    amqp_url: str
    mail_url: str
    environ: Mapping[str, str] = field(repr=False)
    staff_token: str = ""

    async def activate_owner(self) -> None:
        """The owner sets a password; the answer signs them in."""
        body = {"token": self.owner_token, "password": PASSWORD, "name": "Ada Owner"}
        answer = await self.http.post("/backoffice/v1/auth/activate", body)
        assert answer.status == 200, answer.text
        self.staff_token = answer.body["access_token"]

    async def sign_in_owner(self) -> None:
        """A fresh token for the owner."""
        body = {"tenant": self.name, "email": self.owner, "password": PASSWORD}
        answer = await self.http.post("/backoffice/v1/auth/login", body)
        assert answer.status == 200, answer.text
        self.staff_token = answer.body["access_token"]

    async def publish_portal(self, slug: str = "customers", **changes: object) -> dict[str, Any]:
        """Make a portal, put this document in its draft, publish it; answers the document."""
        await self._staff("PUT", "/backoffice/v1/modules/invoices", INVOICES_MODULE)
        made = await self.http.post(
            "/backoffice/v1/portals",
            {"slug": slug, "name": f"{self.name} portal", "audience": "customer"},
            token=self.staff_token,
        )
        assert made.status in (201, 409), made.text
        return await self.change_portal(slug, **changes)

    async def change_portal(self, slug: str = "customers", **changes: object) -> dict[str, Any]:
        """Change the draft and publish it."""
        path = f"/backoffice/v1/portals/{slug}/draft"
        draft = await self.http.get(path, token=self.staff_token)
        document = {**draft.body, "modules": [INVOICES], "roles": {}, "overrides": [], **changes}
        await self._staff("PUT", path, document, **{"If-Match": draft.headers["ETag"]})
        await self._staff("POST", f"/backoffice/v1/portals/{slug}/publish")
        return document

    async def _staff(self, method: str, path: str, body: object = None, **headers: str) -> None:
        answer = await self.http.ask(
            method, path, {} if body is None else body, token=self.staff_token, headers=headers
        )
        assert answer.status < 300, (path, answer.status, answer.text)


async def new_tenant(http: Http, environ: Mapping[str, str], *, name: str | None = None, ready: bool = True) -> Tenant:
    """Make a tenant as the operator does; `ready` activates its owner and publishes a portal."""
    name = name or f"t{secrets.token_hex(5)}"
    made = await create_tenant(name, environ)
    tenant = Tenant(
        name, http, made["owner"], made["owner_link"].rpartition("/")[2], made["api_key"], made["amqp_url"],
        environ["PORTICO_MAIL_URL"], environ,
    )  # fmt: skip
    if ready:
        await tenant.activate_owner()
        await tenant.publish_portal()
    return tenant


async def create_tenant(name: str, environ: Mapping[str, str]) -> dict[str, Any]:
    """Do what `portico tenant create … --json` does, in this process: starting the command takes longer than it."""
    fields = {field: environ.get(f"PORTICO_{field.upper()}") for field in OperatorSettings.model_fields}
    given: dict[str, Any] = {field: value for field, value in fields.items() if value is not None}
    settings = OperatorSettings(_env_file=None, **given)
    owner = f"ada@{name}.example"
    made = await tenants.create_tenant(settings, name, f"{name.title()} GmbH", owner, new_password=False)
    return made.as_dict()
