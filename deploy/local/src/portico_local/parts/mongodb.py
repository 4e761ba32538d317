"""MongoDB as a replica set of one: transactions need a replica set."""

import importlib.util
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pymongo
from pymongo.errors import OperationFailure, PyMongoError

from portico_local.layout import Layout
from portico_local.parts.http_look import HOST
from portico_local.parts.part import NotReady, Part
from portico_local.processes.child import Program

REPLICA_SET = "portico"
CACHE_GB = "0.25"
OPLOG_MB = "256"
PARAMETERS = (
    ("--setParameter", "diagnosticDataCollectionEnabled=false"),  # it writes all the time, for nobody
    # A process that dies inside a transaction keeps what it wrote locked for so long; the default is a minute.
    ("--setParameter", "transactionLifetimeLimitSeconds=15"),
)
LOOK_WITHIN_MS = 2_000
NOT_YET_INITIALIZED = 94


class MongoDB(Part):
    """A `mongod` on loopback, without logins: nobody else reaches it."""

    name = "mongodb"
    title = "MongoDB"

    def __init__(self, layout: Layout, port: int) -> None:
        super().__init__(layout)
        self._port = port

    @property
    def where(self) -> str:
        """Host and port."""
        return f"{HOST}:{self._port}"

    def addresses(self) -> Mapping[str, str]:
        """The replica set's address."""
        return {"PORTICO_MONGO_URL": f"mongodb://{self.where}/?replicaSet={REPLICA_SET}"}

    def programs(self) -> list[Program]:
        """One mongod."""
        folder = self.layout.data(self.name)
        options = {
            "--dbpath": str(folder),
            "--bind_ip": HOST,
            "--port": str(self._port),
            "--replSet": REPLICA_SET,
            "--oplogSize": OPLOG_MB,
            "--wiredTigerCacheSizeGB": CACHE_GB,
        }
        words = (word for option in (*options.items(), *PARAMETERS) for word in option)
        argv = (_mongod(), "--nounixsocket", "--quiet", *words)
        return [Program(self.name, argv, dict(os.environ), folder, self.log)]

    def is_ready(self) -> bool:
        """Whether it takes writes. Makes the replica set, or moves it to the port of this run."""
        try:
            with pymongo.MongoClient[dict[str, Any]](
                HOST, self._port, directConnection=True, serverSelectionTimeoutMS=LOOK_WITHIN_MS
            ) as client:
                self._make_replica_set(client)
                return bool(client.admin.command("hello")["isWritablePrimary"])
        except PyMongoError:
            return False

    def _make_replica_set(self, client: pymongo.MongoClient[dict[str, Any]]) -> None:
        member = {"_id": 0, "host": self.where}
        try:
            config = client.admin.command("replSetGetConfig")["config"]
        except OperationFailure as error:
            if error.code != NOT_YET_INITIALIZED:
                raise
            client.admin.command("replSetInitiate", {"_id": REPLICA_SET, "members": [member]})
            return
        if config["members"][0]["host"] != self.where:
            moved = {**config, "version": config["version"] + 1, "members": [{**config["members"][0], **member}]}
            client.admin.command("replSetReconfig", moved, force=True)


def _mongod() -> str:
    """The mongod inside the wheel, else the one on PATH."""
    package = importlib.util.find_spec("fiftyone")
    inside = (
        [Path(folder) / "db/bin/mongod" for folder in (package.submodule_search_locations or [])] if package else []
    )
    found = next((str(path) for path in inside if path.exists()), None) or shutil.which("mongod")
    if found is None:
        raise NotReady("No mongod here: put one of MongoDB 6 or newer on PATH, or give PORTICO_MONGO_URL.")
    return found
