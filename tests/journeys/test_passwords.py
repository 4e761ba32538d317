"""Through the whole suite: a forgotten password by mail, sessions that end everywhere, a colleague for the console."""

import re
import secrets
import time
from collections.abc import Awaitable, Callable
from urllib.parse import urlencode, urlsplit

from actors import Answer, Customer, Http, Tenant, invited_customer
from actors.tenant import PASSWORD
from stack import mails_to, wait_until, wait_until_async

HIDDEN = re.compile(r'name="form_token" value="([0-9a-f]{64})"')
NEW = "four gulls on a tin roof"
REVOKED_WITHIN_S = 2.0


def _link(tenant: Tenant, email: str, kind: str) -> str:
    """The link of the newest mail of this kind."""
    pattern = re.compile(rf"https?://\S+/{kind}/[A-Za-z0-9._-]+")

    def found() -> list[str]:
        texts = [mail["text"] for mail in mails_to(tenant.mail_url, email)]
        return [match.group(0) for text in texts if (match := pattern.search(text))]

    return wait_until(found, 30)[0]


async def _submit(http: Http, link: str, **fields: str) -> Answer:
    """Open the page and send its form, as a browser does."""
    page = await http.get(link)
    assert page.status == 200, page.text
    [token] = HIDDEN.findall(page.text)
    parts = urlsplit(link)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": page.headers["Set-Cookie"].split(";")[0],
        "Origin": f"{parts.scheme}://{parts.netloc}",
    }
    return await http.ask("POST", link, raw=urlencode({"form_token": token, **fields}).encode(), headers=headers)


async def _sign_in(tenant: Tenant, email: str, password: str) -> Answer:
    body = {"portal": f"{tenant.name}/customers", "email": email, "password": password}
    return await tenant.http.post("/api/v1/auth/login", body)


async def _ends(ask: Callable[[], Awaitable[Answer]], since: float) -> None:
    """Wait until it is refused as revoked, which may take no longer than is promised."""

    async def revoked() -> bool:
        return (await ask()).status == 401

    await wait_until_async(revoked, 10)
    assert time.monotonic() - since < REVOKED_WITHIN_S


async def test_a_forgotten_password_is_set_anew_by_mail_and_old_sessions_end(
    http: Http, acme: Tenant, globex: Tenant
) -> None:
    kim, other = await invited_customer(acme), await invited_customer(globex)
    answers = [
        await http.post("/api/v1/auth/password/forgot", {"portal": f"{acme.name}/customers", "email": email})
        for email in (kim.email, f"nobody.{secrets.token_hex(4)}@customer.example")
    ]
    assert [(answer.status, answer.text) for answer in answers] == [(202, "")] * 2
    link = _link(acme, kim.email, "reset")
    for method in ("GET", "HEAD", "GET"):
        assert (await http.ask(method, link)).status == 200
    assert (await kim.get("/api/v1/me")).status == 200, "a scanner's look changes nothing"

    done = await _submit(http, link, password=NEW)
    since = time.monotonic()

    assert done.status == 303, done.text
    # Records hears of it from the broadcast; identity asks its own store.
    await _ends(lambda: kim.get("/api/v1/portal"), since)
    await _ends(lambda: kim.get("/api/v1/me"), since)
    assert (await _sign_in(acme, kim.email, PASSWORD)).status == 401
    signed_in = await _sign_in(acme, kim.email, NEW)
    assert signed_in.status == 200, signed_in.text
    assert (await Customer(http, kim.email, signed_in.body).get("/api/v1/portal")).status == 200
    assert (await http.get(link)).status == 410
    assert (await other.get("/api/v1/portal")).status == 200
    subjects = [mail["subject"] for mail in mails_to(acme.mail_url, kim.email)]
    wait_until(lambda: any("was changed" in mail["subject"] for mail in mails_to(acme.mail_url, kim.email)), 20)
    assert not any("nobody" in subject for subject in subjects)


async def test_signing_out_everywhere_ends_every_other_device(http: Http, acme: Tenant) -> None:
    kim = await invited_customer(acme)
    phone = Customer(http, kim.email, (await _sign_in(acme, kim.email, PASSWORD)).body)
    listed = (await phone.get("/api/v1/me/sessions")).body["items"]
    assert sorted(each["current"] for each in listed) == [False, True]

    ended = await http.ask("DELETE", "/api/v1/me/sessions?keep_this=true", token=phone.token)
    since = time.monotonic()

    assert ended.status == 204, ended.text
    await _ends(lambda: kim.get("/api/v1/portal"), since)
    assert (await phone.get("/api/v1/portal")).status == 200


async def test_a_colleague_comes_to_the_console_by_mail_and_loses_it_again(http: Http, acme: Tenant) -> None:
    email = f"bo.{secrets.token_hex(4)}@{acme.name}.example"
    body = {"email": email, "name": "Bo Stone", "roles": ["support"], "language": "en"}
    invited = await http.post("/backoffice/v1/staff", body, token=acme.staff_token)
    assert invited.status == 201, invited.text

    joined = await _submit(http, _link(acme, email, "activate"), name="Bo Stone", password=PASSWORD)
    assert joined.status == 303, joined.text
    login = {"tenant": acme.name, "email": email, "password": PASSWORD}
    bo = (await http.post("/backoffice/v1/auth/login", login)).body["access_token"]
    assert (await http.get("/backoffice/v1/users", token=bo)).status == 200
    assert (await http.get("/backoffice/v1/staff", token=bo)).status == 403

    gone = await http.ask("DELETE", f"/backoffice/v1/staff/{invited.body['id']}", token=acme.staff_token)
    since = time.monotonic()
    assert gone.status == 204, gone.text
    await _ends(lambda: http.get("/backoffice/v1/modules", token=bo), since)
    listed = (await http.get("/backoffice/v1/staff", token=acme.staff_token)).body["items"]
    last = await http.ask("DELETE", f"/backoffice/v1/staff/{listed[0]['id']}", token=acme.staff_token)
    assert (last.status, last.code) == (409, "identity.last-owner")
