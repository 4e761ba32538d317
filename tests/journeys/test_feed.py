"""The way back: what a tenant's customers did comes to its backoffice, numbered, and to no other's."""

import asyncio
import json
import sys
from pathlib import Path

from actors import Tenant, invited_customer
from stack import wait_until_async


async def follow(tenant: Tenant, bookmark: Path) -> list[dict[str, object]]:
    """Run the command to the end of the feed, as a backoffice would."""
    command = str(Path(sys.executable).with_name("portico-backoffice"))
    words = ("follow", "--to-the-end", "--bookmark", str(bookmark), "--edge-url", tenant.http.base)
    process = await asyncio.create_subprocess_exec(
        command, *words, env={"PORTICO_BACKOFFICE_API_KEY": tenant.api_key}, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 0
    return [json.loads(line) for line in out.decode().splitlines()]


async def test_an_accepted_invitation_is_told_to_the_backoffice_once(
    acme: Tenant, globex: Tenant, tmp_path: Path
) -> None:
    for tenant in (acme, globex):
        await invited_customer(tenant)

    async def told() -> bool:
        answer = await acme.http.get("/backoffice/v1/feed", token=acme.api_key)
        return bool(answer.body["items"])

    await wait_until_async(told)
    [event] = await follow(acme, tmp_path / "feed")
    assert (event["type"], event["tenantid"]) == ("identity.user.activated.v1", acme.name)
    assert await follow(acme, tmp_path / "feed") == []
    ahead = await globex.http.get("/backoffice/v1/feed?after=999", token=globex.api_key)
    assert (ahead.status, ahead.body["code"]) == (422, "notifications.feed-ahead")
