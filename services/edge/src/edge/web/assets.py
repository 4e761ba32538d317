"""The files that browsers get: built beforehand, named by their content, kept for ever, already compressed."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from markupsafe import Markup
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route

BUILT: Final = Path(__file__).parent / "built"
PREFIX: Final = "/assets"
FOR_EVER: Final = "public, max-age=31536000, immutable"
TYPES: Final = {
    ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".txt": "text/plain; charset=utf-8",
}  # fmt: skip
SHELL: Final = frozenset({".css", ".js"})
ENCODINGS: Final = (("br", ".br"), ("gzip", ".gz"))


class NotBuiltError(RuntimeError):
    """The files are missing: `npm run build` in services/edge/assets makes them."""


class Assets:
    """Every file, in memory: there are few, and small ones."""

    def __init__(self, folder: Path = BUILT) -> None:
        try:
            self._names: Mapping[str, str] = json.loads((folder / "names.json").read_text(encoding="utf-8"))
            drawn: Mapping[str, str] = json.loads((folder / "icons.json").read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise NotBuiltError("run `npm ci && npm run build` in services/edge/assets") from error
        self._files = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".json"}
        self.icons = {name: Markup(inner) for name, inner in drawn.items()}  # noqa: S704  lucide's own files

    def address(self, name: str) -> str:
        """Give the address of a file by the name that it was built under. Raises KeyError."""
        return f"{PREFIX}/{self._names[name]}"

    def routes(self) -> list[Route]:
        """Give the route of the files."""
        return [Route(PREFIX + "/{name}", self.answer, methods=["GET"])]

    async def answer(self, http: HttpRequest) -> Response:
        """Give a file in the smallest form that the browser takes."""
        name = http.path_params["name"]
        media_type = TYPES.get(Path(name).suffix)
        if media_type is None or name not in self._names.values():
            return Response(status_code=404)
        accepted = {each.split(";")[0].strip() for each in http.headers.get("accept-encoding", "").split(",")}
        headers = {"cache-control": FOR_EVER, "vary": "accept-encoding"}
        for encoding, suffix in ENCODINGS:
            if encoding in accepted:
                return Response(
                    self._files[name + suffix], headers=headers | {"content-encoding": encoding}, media_type=media_type
                )
        return Response(self._files[name], headers=headers, media_type=media_type)

    @property
    def shell(self) -> list[str]:
        """Give the addresses of the files that every page needs."""
        return [f"{PREFIX}/{name}" for name in self._names.values() if Path(name).suffix in SHELL]

    def worker(self, offline: str) -> bytes:
        """Give the service worker's script, with what it keeps: the shell's files, and the page at `offline`."""
        kept = f"const SHELL = {json.dumps(self.shell)}, OFFLINE = {json.dumps(offline)};\n"
        return kept.encode() + self._files["worker.js"]


@cache
def built() -> Assets:
    """Give the files of this installation, read once."""
    return Assets()
