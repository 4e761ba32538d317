"""portal-config as it runs: its own settings, a real broker, a real database."""

import pytest

from chassis.tokens import TokenSigner
from contracts.message import Who
from contracts.portal_config.tenancy import CreateTenant
from contracts.principal import Principal
from portal_config.main import make_app
from stack import wait_until_async
from stack.bench import OPERATOR_KEY, made_bench, running


async def test_it_starts_from_its_settings_and_answers(
    own_vhost: str, mongo_url: str, own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with made_bench(own_vhost, mongo_url, own_database) as bench:
        for name in ("verify_keys", "operator_verify_keys", "database_prefix"):
            monkeypatch.setenv(f"PORTICO_{name.upper()}", getattr(bench.settings, name))
        monkeypatch.setenv("PORTICO_AMQP_URL", own_vhost)
        monkeypatch.setenv("PORTICO_MONGO_URL", mongo_url)
        service = make_app()

        async def up() -> bool:
            ready = await service.health.ready()
            return all(fine for check, fine in ready.items() if check != "broadcast")  # nobody beats here

        async with running(service):
            await wait_until_async(up, 30)
            token = "Bearer " + TokenSigner(OPERATOR_KEY).sign(Principal(Who.OPERATOR, subject="operator"))
            made = await bench.calls.call(CreateTenant(tenant="acme", name="Acme"), {"authorization": token})
            assert (made.tenant, made.shard) == ("acme", 0)
