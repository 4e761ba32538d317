"""The real parts answer as the services need them to."""

import os
import smtplib
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

import aio_pika
import pymongo
import pytest

from portico_local import listeners
from portico_local.processes import marks
from stack import mails_to, wait_until
from stack.fixtures import DOOR


def test_mongodb_takes_transactions(mongo_url: str, own_database: str) -> None:
    with pymongo.MongoClient[dict[str, object]](mongo_url) as client:
        things = client[own_database]["things"]
        things.insert_one({"_id": 1})
        with client.start_session() as session, session.start_transaction():
            things.insert_one({"_id": 2}, session=session)
            session.abort_transaction()
        assert things.count_documents({}) == 1
        client.drop_database(own_database)


async def test_rabbitmq_keeps_quorum_queues(own_vhost: str) -> None:
    async with await aio_pika.connect(own_vhost) as connection:
        channel = await connection.channel()
        queue = await channel.declare_queue("q", durable=True, arguments={"x-queue-type": "quorum"})
        await channel.default_exchange.publish(aio_pika.Message(b"hello"), "q")
        message = await queue.get(timeout=10)
        await message.ack()
        assert message.body == b"hello"


def test_the_mail_catcher_shows_what_it_took_newest_first(smtp_url: str, mail_url: str) -> None:
    for subject in ("First — é", "Second"):
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = "Acme <acme@acme.example>", "ann@parts.example", subject
        mail.set_content("Open https://acme.example/i/abc.")
        mail.add_alternative("<p>Open <b>it</b></p>", subtype="html")
        with smtplib.SMTP(urlsplit(smtp_url).hostname or "", urlsplit(smtp_url).port or 0) as smtp:
            smtp.send_message(mail)

    second, first = mails_to(mail_url, "ANN@parts.example")
    assert (second["subject"], first["subject"]) == ("Second", "First — é")
    assert first["from"] == "acme@acme.example"
    assert first["to"] == ["ann@parts.example"]
    assert first["text"].startswith("Open https://acme.example/i/abc.")
    assert "<b>it</b>" in first["html"]
    assert first["headers"]["Subject"] == "First — é"
    assert first["received_at"].endswith("Z")


def test_waiting_gives_the_first_truthy_answer() -> None:
    answers = iter([0, 0, 3])
    assert wait_until(lambda: next(answers)) == 3


@pytest.mark.usefixtures("amqp_url", "mongo_url", "s3_url", "mail_url")
def test_everything_listens_on_loopback_only() -> None:
    folder = Path(os.environ[DOOR]).parent / "state"
    ours = {inode for pid in marks.marked(folder) for inode in listeners.sockets_of(pid)}
    found = [listener for listener in listeners.listeners() if listener.inode in ours]
    assert len(found) >= 8
    assert [listener for listener in found if not listener.address.is_loopback] == []
