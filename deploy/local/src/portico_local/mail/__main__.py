"""Runs the mail catcher: `python -m portico_local.mail <smtp port> <page port> <folder>`, on loopback."""

import asyncio
import sys
from pathlib import Path

import uvicorn

from portico_local.mail.pages import make_pages
from portico_local.mail.smtp import connection
from portico_local.mail.store import MailStore

HOST = "127.0.0.1"


async def catch_mails(smtp_port: int, page_port: int, folder: Path) -> None:
    """Serve both until asked to stop."""
    store = MailStore(folder)
    smtp = await asyncio.get_running_loop().create_server(lambda: connection(store), HOST, smtp_port)
    pages = uvicorn.Config(make_pages(store), HOST, page_port, log_level="warning", access_log=False)
    async with smtp:
        await uvicorn.Server(pages).serve()


def main() -> None:
    """Read the arguments."""
    smtp_port, page_port, folder = sys.argv[1:]
    asyncio.run(catch_mails(int(smtp_port), int(page_port), Path(folder)))


if __name__ == "__main__":
    main()
