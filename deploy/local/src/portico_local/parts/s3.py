"""S3 by `rclone serve s3`: objects are files in a folder."""

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from portico_local.layout import Layout
from portico_local.parts import http_look
from portico_local.parts.http_look import HOST
from portico_local.parts.part import NotReady, Part
from portico_local.processes.child import Program

REGION = "us-east-1"  # given always: looking a region up fails on rclone


class S3(Part):
    """One S3 store with one pair of keys."""

    name = "s3"
    title = "S3"
    stop_within_s = 5.0

    def __init__(self, layout: Layout, port: int, access_key: str, secret_key: str) -> None:
        super().__init__(layout)
        self._port = port
        self._keys = (access_key, secret_key)

    @property
    def where(self) -> str:
        """Host and port."""
        return f"{HOST}:{self._port}"

    def addresses(self) -> Mapping[str, str]:
        """Address, region and keys."""
        access_key, secret_key = self._keys
        return {
            "PORTICO_S3_URL": f"http://{self.where}",
            "PORTICO_S3_REGION": REGION,
            "PORTICO_S3_ACCESS_KEY": access_key,
            "PORTICO_S3_SECRET_KEY": secret_key,
        }

    def programs(self) -> list[Program]:
        """One rclone. The keys go by environment: arguments can be read by every user of the machine."""
        folder = self.layout.data(self.name)
        (folder / "buckets").mkdir(exist_ok=True)
        argv = (
            _rclone(),
            "serve",
            "s3",
            "--addr",
            self.where,
            "--config",
            str(folder / "none"),
            str(folder / "buckets"),
        )
        env = {**os.environ, "RCLONE_AUTH_KEY": '"' + ",".join(self._keys) + '"'}  # a CSV of pairs
        return [Program(self.name, argv, env, folder, self.log)]

    def is_ready(self) -> bool:
        """Whether it answers; to a stranger that is a refusal."""
        return http_look.status(self._port, "/") is not None


def _rclone() -> str:
    """The rclone beside this Python, else the one on PATH."""
    beside = Path(sys.executable).with_name("rclone")
    found = str(beside) if beside.exists() else shutil.which("rclone")
    if found is None:
        raise NotReady("No rclone here: run `make` again, or give PORTICO_S3_URL.")
    return found
