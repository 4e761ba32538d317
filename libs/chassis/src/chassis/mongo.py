"""MongoDB, and the one file that knows Motor's client. A collection here belongs to one tenant, always."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bson.codec_options import CodecOptions, TypeRegistry
from motor.motor_asyncio import (
    AsyncIOMotorClient,
    AsyncIOMotorClientSession,
    AsyncIOMotorCollection,
    AsyncIOMotorDatabase,
)
from pymongo import ASCENDING, IndexModel, ReplaceOne, UpdateOne, WriteConcern
from pymongo.errors import PyMongoError
from pymongo.read_concern import ReadConcern

from chassis.mongo_amounts import DecimalCodec
from chassis.mongo_spans import mongo_listeners

Document = dict[str, Any]
Filter = Mapping[str, Any]
Sort = Sequence[tuple[str, int]]
MAX_FOUND: Final = 10_000
"""No read gives more documents than this, whatever limit it names."""
SELECTION_MS: Final = 5_000
SOCKET_MS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Index:
    """An index of one collection. Keys begin with `tenant` but in the chassis' own collections."""

    collection: str
    keys: tuple[tuple[str, int], ...]
    unique: bool = False
    expire_after: int | None = None
    partial: Filter | None = None
    collation: Mapping[str, Any] | None = None

    @property
    def name(self) -> str:
        """Give its name, to hint at it."""
        return "_".join(f"{field}_{way}" for field, way in self.keys)

    def model(self) -> IndexModel:
        """Give it as the driver wants it."""
        options: dict[str, Any] = {"unique": self.unique, "name": self.name}
        if self.expire_after is not None:
            options["expireAfterSeconds"] = self.expire_after
        if self.partial is not None:
            options["partialFilterExpression"] = dict(self.partial)
        if self.collation is not None:
            options["collation"] = dict(self.collation)
        return IndexModel(list(self.keys), **options)


class Database:
    """One service's database. Everything is read and written with majority concern."""

    def __init__(self, url: str, name: str) -> None:
        self.client: AsyncIOMotorClient[Document] = AsyncIOMotorClient(
            url, tz_aware=True, serverSelectionTimeoutMS=SELECTION_MS, socketTimeoutMS=SOCKET_MS,
            connectTimeoutMS=SELECTION_MS, retryWrites=True, appname="portico", event_listeners=mongo_listeners(),
        )  # fmt: skip
        codecs: CodecOptions[Document] = CodecOptions(tz_aware=True, type_registry=TypeRegistry([DecimalCodec()]))
        self.raw: AsyncIOMotorDatabase[Document] = self.client.get_database(
            name,
            codec_options=codecs,
            write_concern=WriteConcern("majority", wtimeout=10_000),
            read_concern=ReadConcern("majority"),
        )
        self._collections: dict[str, AsyncIOMotorCollection[Document]] = {}

    def collection(self, name: str) -> AsyncIOMotorCollection[Document]:
        """Give a collection of all tenants. Made once: the driver takes longer to make one than to read its cache."""
        found = self._collections.get(name)
        if found is None:
            found = self._collections[name] = self.raw[name]
        return found

    async def ping(self) -> bool:
        """Tell whether the database answers now."""
        try:
            await asyncio.wait_for(self.client.admin.command("ping"), SELECTION_MS / 1000)
        except (PyMongoError, TimeoutError):
            return False
        return True

    async def wait_until_there(self) -> None:
        """Wait for the database for as long as it takes; the caller's deadline bounds it."""
        while not await self.ping():  # noqa: ASYNC110  nothing in this process tells when a server is back
            await asyncio.sleep(0.5)

    async def ensure(self, indexes: Sequence[Index]) -> None:
        """Make the indexes that are missing."""
        for collection in sorted({index.collection for index in indexes}):
            models = [index.model() for index in indexes if index.collection == collection]
            await self.raw[collection].create_indexes(models)

    def close(self) -> None:
        """Let go of the connections."""
        self.client.close()


class TenantCollection:
    """One tenant's part of a collection: no filter without the tenant can be written with it."""

    def __init__(
        self, collection: AsyncIOMotorCollection[Document], tenant: str, session: AsyncIOMotorClientSession | None
    ) -> None:
        if not tenant:
            raise ValueError("a collection belongs to a tenant")
        self._collection, self._tenant, self._session = collection, tenant, session

    def _scoped(self, where: Filter) -> Document:
        if "tenant" in where:
            raise ValueError("the tenant is not the caller's to choose")
        return {"tenant": self._tenant, **where}

    def _owned(self, document: Filter) -> Document:
        return {"tenant": self._tenant, **{name: value for name, value in document.items() if name != "tenant"}}

    def _allowed(self, change: Filter) -> Filter:
        if any(field.split(".", 1)[0] == "tenant" for operator in change.values() for field in operator):
            raise ValueError("a document does not change its tenant")
        return change

    async def find_one(
        self, where: Filter, *, fields: Filter | None = None, sort: Sort | None = None
    ) -> Document | None:
        """Give the first document, or None."""
        found = await self.find(where, limit=1, fields=fields, sort=sort)
        return found[0] if found else None

    async def find(
        self,
        where: Filter,
        *,
        limit: int,
        fields: Filter | None = None,
        sort: Sort | None = None,
        hint: str | None = None,
        skip: int = 0,
    ) -> list[Document]:
        """Give at most `limit` documents, from behind the first `skip`."""
        if limit < 1:
            raise ValueError("a read has a limit")  # to the driver, 0 is none
        cursor = self._collection.find(
            self._scoped(where), fields, session=self._session, limit=min(limit, MAX_FOUND), hint=hint, skip=skip
        )
        if sort:
            cursor = cursor.sort(list(sort))
        return await cursor.to_list(length=min(limit, MAX_FOUND))

    async def count(self, where: Filter, *, limit: int, hint: str | None = None) -> int:
        """Count at most `limit` documents."""
        if limit < 1:
            raise ValueError("a count has a limit")  # to the driver, 0 is none
        options: Document = {"hint": hint} if hint else {}
        return await self._collection.count_documents(
            self._scoped(where), session=self._session, limit=limit, **options
        )

    async def tally(self, where: Filter, by: str, *, limit: int, hint: str, each: bool = False) -> dict[str, int]:
        """Count at most `limit` documents by the text that a field has; with `each`, by every text of an array, those
        where it is empty by "".
        """
        every: list[Document] = [{"$unwind": {"path": f"${by}", "preserveNullAndEmptyArrays": True}}] if each else []
        kinds: Document = {"$group": {"_id": f"${by}", "count": {"$sum": 1}}}
        stages: list[Document] = [{"$match": self._scoped(where)}, {"$limit": limit}, *every, kinds]
        found = self._collection.aggregate(stages, session=self._session, hint=hint)
        none = "" if each else None
        return {str(group["_id"] or none): group["count"] for group in await found.to_list(length=limit)}

    async def insert(self, document: Filter) -> None:
        """Add a document. Raises pymongo's DuplicateKeyError."""
        await self._collection.insert_one(self._owned(document), session=self._session)

    async def insert_many(self, documents: Sequence[Filter]) -> None:
        """Add documents. Raises pymongo's BulkWriteError."""
        await self._collection.insert_many([self._owned(document) for document in documents], session=self._session)

    async def replace(self, where: Filter, document: Filter, *, upsert: bool = False) -> bool:
        """Put a document in the place of another; tells whether one was there."""
        done = await self._collection.replace_one(
            self._scoped(where), self._owned(document), upsert=upsert, session=self._session
        )
        return done.matched_count > 0

    async def update(self, where: Filter, change: Filter, *, upsert: bool = False) -> bool:
        """Change the first match; tells whether there was one."""
        done = await self._collection.update_one(
            self._scoped(where), self._allowed(change), upsert=upsert, session=self._session
        )
        return done.matched_count > 0

    async def update_many(self, where: Filter, change: Filter) -> int:
        """Change every match; tells how many there were."""
        done = await self._collection.update_many(self._scoped(where), self._allowed(change), session=self._session)
        return done.matched_count

    async def take(self, where: Filter, change: Filter, *, sort: Sort | None = None) -> Document | None:
        """Change the first match and give it as it is afterwards, in one step; None where there is none."""
        found: Document | None = await self._collection.find_one_and_update(
            self._scoped(where),
            self._allowed(change),
            sort=list(sort) if sort else None,
            return_document=True,
            session=self._session,
        )
        return found

    async def delete(self, where: Filter) -> bool:
        """Remove the first match; tells whether there was one."""
        done = await self._collection.delete_one(self._scoped(where), session=self._session)
        return done.deleted_count > 0

    async def delete_many(self, where: Filter) -> int:
        """Remove every match; tells how many there were."""
        done = await self._collection.delete_many(self._scoped(where), session=self._session)
        return done.deleted_count

    async def replace_each(self, documents: Sequence[Filter]) -> None:
        """Put each document in the place of the one with its `_id`, or add it: one round trip."""
        if documents:
            writes = [
                ReplaceOne(self._scoped({"_id": document["_id"]}), self._owned(document), upsert=True)
                for document in documents
            ]
            await self._collection.bulk_write(writes, ordered=False, session=self._session)

    async def update_each(self, changes: Sequence[tuple[Filter, Filter]]) -> None:
        """Apply each (filter, change) to its first match: one round trip."""
        if changes:
            writes = [UpdateOne(self._scoped(where), self._allowed(change)) for where, change in changes]
            await self._collection.bulk_write(writes, ordered=False, session=self._session)


def tenant_index(collection: str, *fields: str, unique: bool = False, partial: Filter | None = None) -> Index:
    """Describe an ascending index `{tenant, fields…}`."""
    return Index(
        collection, (("tenant", ASCENDING), *((field, ASCENDING) for field in fields)), unique=unique, partial=partial
    )
