"""Staff at the console of an edge without a broker: signed in, sending its forms."""

import re
from html import unescape
from typing import Any

from contracts.identity.own_profile import ShowOwnProfile
from contracts.identity.sessions import SignInStaff
from contracts.message import Who
from contracts.principal import Principal
from stack.knocking import Knocker, Reply

FORM = "application/x-www-form-urlencoded"
STAFF: dict[str, Any] = {"tenant": "acme", "subject": "s1", "session": "x1", "roles": frozenset({"owner"})}
ADA = {"id": "s1", "tenant": "acme", "email": "ada@acme.example", "name": "Ada <i>", "roles": ["owner"]}
READS = {"language": "en", "time_zone": "UTC", "date_format": "yyyy-MM-dd", "time_format": "24h", "country": None}
CONSOLE = "portico.console"


async def sent(edge: Knocker, below: str, fields: str) -> Reply:
    page = await edge.ask("GET", f"/console{below}")
    nonce = re.search(r"portico-form=([\w-]+)", page.headers["set-cookie"])
    token = re.search(r'name="form_token" value="(\w+)"', page.text)
    assert nonce
    assert token
    body = f"form_token={token[1]}&{fields}".encode()
    cookie = f"portico-form={nonce[1]}"
    return await edge.ask(
        "POST", f"/console{below}", raw=body, cookie=cookie, host="edge", origin="http://edge", content_type=FORM
    )


async def signed_in(edge: Knocker, seconds: int = 300, language: str = "en", **claims: Any) -> str:
    token = edge.signer.sign(Principal(Who.STAFF, **{**STAFF, **claims}), seconds)
    edge.bus.says(
        SignInStaff, {"access_token": token, "refresh_token": "acme.f.1.x", "expires_in": seconds, "staff": ADA}
    )
    edge.bus.says(ShowOwnProfile, {**ADA, **READS, "language": language})
    answer = await sent(edge, "/sign-in", "tenant=acme&email=ada@acme.example&password=a-long-password")
    assert answer.status == 303, answer.text
    return answer.headers["set-cookie"].split(";")[0]


async def send(edge: Knocker, cookie: str, at: str, below: str, fields: str = "") -> Reply:
    """Send the form that leads to `below` from the page `at`."""
    page = await edge.ask("GET", f"/console{at}", cookie=cookie)
    form = page.text.split(f'action="/console{below}"')[1]
    token = form.split('name="form_token" value="')[1].split('"')[0]
    nonce = page.headers["set-cookie"].split(";")[0]
    sent = {"cookie": f"{cookie}; {nonce}", "host": "edge", "origin": "http://edge", "content_type": FORM}
    return await edge.ask("POST", f"/console{below}", raw=f"form_token={token}&{fields}".encode(), **sent)


def form_in(text: str, form: str) -> dict[str, str]:
    """What a browser would send of a page's form with this id, but for its buttons and its token."""
    inside = text.split(f'id="{form}"', 1)[1].split("</form>", 1)[0]
    found = {}
    for tag in re.findall(r"<input [^>]*>", inside):
        given = {name: unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', tag)}
        if "name" in given and (given.get("type") not in ("checkbox", "radio") or " checked" in tag):
            found[given["name"]] = given.get("value", "")
    for name, body in re.findall(r'<select[^>]*? name="([^"]*)".*?>(.*?)</select>', inside, re.DOTALL):
        options = re.findall(r'<option value="([^"]*)"( selected)?', body)
        found[name] = unescape(next((value for value, chosen in options if chosen), options[0][0]))
    for name, body in re.findall(r'<textarea[^>]*? name="([^"]*)"[^>]*>\n?(.*?)</textarea>', inside, re.DOTALL):
        found[name] = unescape(body)
    return {name: value for name, value in found.items() if name != "form_token"}


def asked(edge: Knocker, kind: type[Any]) -> list[dict[str, Any]]:
    """What was asked of a service by this request type."""
    return [body for call, body, _ in edge.bus.calls if call is kind]
