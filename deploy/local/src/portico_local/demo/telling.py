"""The demo's story: its logins, its backoffice's keys, and three things to try that really work."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from portico_local.demo.content.company import PORTAL, SUPPLIERS_PORTAL
from portico_local.demo.content.events import source_of
from portico_local.demo.content.people import OWNER, PEOPLE, Person
from portico_local.demo.story import AMQP_HOST, Login, Story

EDGE, MAIL = "$PORTICO_EDGE_URL", "$PORTICO_MAIL_URL"
AS_JSON = "-H 'Content-Type: application/json'"
PRETTY = "python3 -m json.tool --no-ensure-ascii"
SIGNED_IN = """python3 -c 'import json, sys; print(json.load(sys.stdin)["access_token"])'"""
SHOWN = 3
NEWCOMER = "you@kleber-bau.example"
TROUBLE = {
    "module": "work_orders",
    "record_id": "WO-TRY-1",
    "accounts": ["C-1001"],
    "title": "Wärmepumpe tropft, Werkhalle Wandsbek",
    "status": "open",
    "fields": {"description": "Pfütze unter dem Außengerät.", "internal_note": "Nur auf Kulanz, war unser Fehler."},
}


def story(tenant: str, key: str, amqp_url: str, addresses: Mapping[str, str]) -> Story:
    """All of it."""
    return Story(
        tuple(_logins(tenant)),
        (_look(tenant), _publish(tenant, key), _invite(key)),
        _keys(tenant, key, amqp_url),
        addresses,
    )


def _logins(tenant: str) -> Iterator[Login]:
    console = f"Staff: {EDGE}/console/sign-in?tenant={tenant}   (API: POST /backoffice/v1/auth/login, tenant {tenant})"
    yield Login(f"{OWNER.name}, owner of {tenant}", console, OWNER.email, OWNER.password)
    for portal, who in ((PORTAL, "Customers"), (SUPPLIERS_PORTAL, "Suppliers")):
        door = f"{who}: {EDGE}/p/{tenant}/{portal}/   (API: POST /api/v1/auth/login, portal {tenant}/{portal})"
        for person in PEOPLE:
            if portal in person.portals:
                yield Login(f"{person.contact.name}: {person.about}", door, person.contact.email, person.password)


def _keys(tenant: str, key: str, amqp_url: str) -> tuple[str, ...]:
    login = urlsplit(amqp_url).netloc.rpartition("@")[0]
    return (f"API key   {key}", f"AMQP      amqp://{login}@${AMQP_HOST}   exchange backoffice.in, key {tenant}.<type>")


def _look(tenant: str) -> str:
    person: Person = PEOPLE[0]
    login = _quoted({"portal": f"{tenant}/{PORTAL}", "email": person.contact.email, "password": person.password})
    return _told(
        f"See what {person.contact.name} sees: her newest service visits.",
        f"TOKEN=$$(curl -s {EDGE}/api/v1/auth/login {AS_JSON} -d {login} | {SIGNED_IN}); "
        f'curl -s "{EDGE}/api/v1/records/work_orders?limit={SHOWN}" -H "Authorization: Bearer $$TOKEN" | {PRETTY}',
    )


def _publish(tenant: str, key: str) -> str:
    event: dict[str, Any] = {
        "specversion": "1.0",
        "id": "try-@now@",
        "source": source_of(tenant),
        "type": "backoffice.record.upserted.v1",
        "tenantid": tenant,
        "data": {**TROUBLE, "revision": "@now@", "issued_on": "@today@"},
    }
    return _told(
        "Publish one more as their backoffice, then do 1 again: it is there, but for the internal note.",
        f"curl -s {EDGE}/backoffice/v1/events -H 'Authorization: Bearer {key}' "
        f"-H 'Content-Type: application/cloudevents+json' -d {_dated(_quoted(event))}",
    )


def _invite(key: str) -> str:
    you = {"portal": PORTAL, "email": NEWCOMER, "name": "You", "account_id": "C-1001", "language": "en"}
    return _told(
        f"Invite yourself, open {MAIL}/?to={NEWCOMER} and follow the link.",
        f"curl -s {EDGE}/backoffice/v1/invitations -H 'Authorization: Bearer {key}' {AS_JSON} -d {_quoted(you)}",
    )


def _told(what: str, command: str) -> str:
    return f"{what}\n     {command}"


def _quoted(value: object) -> str:
    """JSON as one word of a shell."""
    return "'" + json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("'", "'\\''") + "'"


def _dated(word: str) -> str:
    """The shell fills in what has to be new each time: the revision and today's date."""
    now, today = """'"$$(date +%s)"'""", """'"$$(date +%F)"'"""
    return word.replace('"@now@"', now).replace("@now@", now).replace("@today@", today)
