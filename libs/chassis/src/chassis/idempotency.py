"""The answer to an Idempotency-Key, kept for 24 h in the transaction of the effect."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from chassis.mongo import Index
from chassis.problems import Refused
from chassis.work import Work
from contracts.principal import Principal

COLLECTION: Final = "idempotency"
KEPT_SECONDS: Final = 24 * 3600
MAX_KEY: Final = 255
INDEXES: Final = (Index(COLLECTION, (("at", 1),), expire_after=KEPT_SECONDS),)


@dataclass(frozen=True, slots=True)
class Key:
    """Who asked what under which key; the same key with another body is refused."""

    who: str
    request: str
    key: str
    digest: str

    @classmethod
    def of(cls, who: Principal, request: str, key: str, body: bytes) -> "Key":
        """Make one from a call's parts."""
        subject = f"{who.kind.value}/{who.subject}/{who.membership}"
        return cls(subject, request, key[:MAX_KEY], hashlib.sha256(body).hexdigest())

    def _id(self, tenant: str) -> dict[str, str]:
        return {"tenant": tenant, "who": self.who, "request": self.request, "key": self.key}

    async def earlier_answer(self, work: Work) -> tuple[int, bytes] | None:
        """Give the answer that this key got before. Raises Refused when it came with another body."""
        found = await work.collection(COLLECTION).find_one({"_id": self._id(work.tenant)})
        if found is None:
            return None
        if found["digest"] != self.digest:
            title = "This Idempotency-Key was used for another request"
            raise Refused(422, "idempotency-key-reused", title, "Use a new key for a new request.")
        return int(found["status"]), bytes(found["answer"])

    async def keep(self, work: Work, status: int, answer: bytes) -> None:
        """Keep the answer, whatever it was, with the effect."""
        row: dict[str, Any] = {"_id": self._id(work.tenant), "digest": self.digest, "status": status, "answer": answer}
        row["at"] = datetime.now(UTC)
        await work.collection(COLLECTION).insert(row)
