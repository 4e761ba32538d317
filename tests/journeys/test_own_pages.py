"""From the invitation's mail to a page in one's own language, as a browser goes: forms and cookies, no API."""

import re
import secrets
from urllib.parse import urlencode, urlsplit

from actors import Answer, Http, Tenant
from actors.customer import invite, mailed_token
from actors.tenant import PASSWORD
from stack import wait_until_async

PROFILE = {"time_zone": "Europe/Lisbon", "date_format": "d/M/yyyy", "time_format": "24h", "country": "PT"}


class Browser:
    """Keeps cookies, opens pages, sends their forms."""

    def __init__(self, http: Http) -> None:
        self._http, self._cookies = http, {"none": "yet"}

    async def opens(self, place: str) -> Answer:
        """Open a page."""
        return self._kept(await self._http.ask("GET", place, headers={"Cookie": self._sent()}))

    async def sends(self, place: str, **fields: str) -> Answer:
        """Send the form of a page that leads back to it."""
        page, path = await self.opens(place), urlsplit(place).path
        found = re.search(
            rf'action="{re.escape(path)}"[^>]*>\s*<input type="hidden" name="form_token" value="(\w+)"', page.text
        )
        assert found, page.text
        base = urlsplit(self._http.base)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": self._sent(),
            "Origin": f"{base.scheme}://{base.netloc}",
        }
        raw = urlencode({"form_token": found[1], **fields}).encode()
        return self._kept(await self._http.ask("POST", place, raw=raw, headers=headers))

    def _sent(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    def _kept(self, answer: Answer) -> Answer:
        for line in answer.headers.getall("Set-Cookie", []):  # type: ignore[attr-defined]
            name, value = line.split(";")[0].split("=", 1)
            self._cookies[name] = value
        return answer


async def test_who_accepts_is_in_and_reads_on_in_the_language_they_choose(
    http: Http, acme: Tenant, globex: Tenant
) -> None:
    for tenant in (acme, globex):
        email, home = f"own.{secrets.token_hex(4)}@customer.example", f"/p/{tenant.name}/customers"

        async def invited(tenant: Tenant = tenant, email: str = email) -> bool:
            return (await invite(tenant, email, language="de")).status == 201

        await wait_until_async(invited, 20)
        link, _ = mailed_token(tenant, email)
        browser = Browser(http)

        shown = await browser.opens(link)
        accepted = await browser.sends(link, name="Jo Winter", password=PASSWORD, language="de", **PROFILE)
        start = await browser.opens(f"{home}/profile")
        saved = await browser.sends(f"{home}/profile", name="Jo Summer", language="pt", **PROFILE)
        after = await browser.opens(f"{home}/sessions")

        assert '<html lang="de"' in shown.text
        assert (accepted.status, accepted.headers["Location"]) == (303, f"{home}/")
        assert (start.status, '<html lang="de"' in start.text) == (200, True)
        assert 'value="Europe/Lisbon" selected' in start.text
        assert saved.status == 303, saved.text
        assert (after.status, '<html lang="pt"' in after.text, "Jo Summer" in after.text) == (200, True, True)
