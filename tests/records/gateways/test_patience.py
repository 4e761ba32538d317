"""While the database is away a batch stays in hand, and is done once when it is back."""

import pytest

from chassis.mongo import Database
from records.gateways import patience
from records.gateways.patience import Patience


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "FIRST_PAUSE", 0.001)


async def test_work_is_repeated_until_the_database_takes_it(mongo_url: str, own_database: str) -> None:
    database = Database(mongo_url, own_database)
    tries: list[int] = []

    async def work() -> None:
        tries.append(1)
        if len(tries) < 4:
            raise ConnectionError("away")

    await Patience(database)(work)
    database.close()
    assert len(tries) == 4
