"""The mail catcher as a part: takes every mail, sends none on, shows them all."""

import os
import sys
from collections.abc import Mapping

from portico_local.layout import Layout
from portico_local.parts import http_look
from portico_local.parts.http_look import HOST
from portico_local.parts.part import Part
from portico_local.processes.child import Program


class MailCatcher(Part):
    """One process that speaks SMTP on one port and HTTP on the other (`portico_local.mail`)."""

    name = "mail"
    title = "Mail catcher"
    stop_within_s = 5.0

    def __init__(self, layout: Layout, smtp_port: int, page_port: int) -> None:
        super().__init__(layout)
        self._smtp_port = smtp_port
        self._page_port = page_port

    @property
    def where(self) -> str:
        """Host and port of the page."""
        return f"{HOST}:{self._page_port}"

    def addresses(self) -> Mapping[str, str]:
        """SMTP, and the page with its API."""
        return {"PORTICO_SMTP_URL": f"smtp://{HOST}:{self._smtp_port}", "PORTICO_MAIL_URL": f"http://{self.where}"}

    def programs(self) -> list[Program]:
        """One Python."""
        folder = self.layout.data(self.name)
        ports = (str(self._smtp_port), str(self._page_port))
        argv = (sys.executable, "-m", "portico_local.mail", *ports, str(folder))
        return [Program(self.name, argv, dict(os.environ), folder, self.log)]

    def is_ready(self) -> bool:
        """Whether the page answers and SMTP listens."""
        return http_look.status(self._page_port, "/api/messages?limit=1") == 200 and http_look.listens(self._smtp_port)
