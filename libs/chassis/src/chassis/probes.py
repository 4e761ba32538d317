"""/livez and /readyz. Liveness is a heartbeat of the event loop and asks nobody; readiness asks the parts."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any, Final

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

LIVE_SECONDS: Final = 30.0
BEAT_SECONDS: Final = 1.0
CHECK_SECONDS: Final = 3.0
PAGE_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
"""That of Prometheus' own text format."""
MAX_HEAD: Final = 32_768
"""Bytes of a request's first line and headers that are read at most."""
Check = Callable[[], Awaitable[bool]]


class Health:
    """What the probes tell."""

    def __init__(self) -> None:
        self._checks: dict[str, Check] = {}
        self._beat_at = time.monotonic()
        self.started = False

    def add(self, name: str, check: Check) -> None:
        """Make readiness depend on a check."""
        self._checks[name] = check

    async def beat(self) -> None:
        """Keep the heartbeat until cancelled."""
        while True:
            self._beat_at = time.monotonic()
            await asyncio.sleep(BEAT_SECONDS)

    @property
    def live(self) -> bool:
        """Tell whether the event loop moves."""
        return time.monotonic() - self._beat_at < LIVE_SECONDS

    async def ready(self) -> Mapping[str, bool]:
        """Ask every check, each within its time; what fails or hangs is not ready."""
        names = list(self._checks)
        outcomes = await asyncio.gather(*(_ask(self._checks[name]) for name in names))
        return {"started": self.started, **dict(zip(names, outcomes, strict=True))}


async def _ask(check: Check) -> bool:
    try:
        return await asyncio.wait_for(check(), CHECK_SECONDS)
    except Exception:  # noqa: BLE001  a check that fails in any way means not ready
        return False


def routes(health: Health) -> list[Route]:
    """Give the probes' routes, also for the edge's own port."""

    async def livez(_request: Request) -> JSONResponse:
        return JSONResponse({"live": health.live}, 200 if health.live else 503)

    async def readyz(_request: Request) -> JSONResponse:
        checks = await health.ready()
        return JSONResponse(dict(checks), 200 if all(checks.values()) else 503)

    return [Route("/livez", livez), Route("/healthz", livez), Route("/readyz", readyz)]


class _QuietServer(uvicorn.Server):
    """A server that leaves signals to the service: uvicorn would take them for its own."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def make_server(app: Any, host: str, port: int) -> uvicorn.Server:  # noqa: ANN401  any ASGI app
    """Make a server that leaves signals and logs to the service."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        date_header=False,
        http="h11",  # httptools, which would be taken where it is installed, bounds no headers
        h11_max_incomplete_event_size=MAX_HEAD,
        ws="none",
        proxy_headers=False,  # it would believe anybody on loopback; the edge knows its own proxies
        timeout_keep_alive=30,
        timeout_graceful_shutdown=10,
    )
    return _QuietServer(config)


def probe_app(health: Health, metrics: Callable[[], bytes] = bytes) -> Starlette:
    """Make the app behind every service's own port: the probes, and `metrics` as a page. Not for the public."""

    async def show_metrics(_request: Request) -> Response:
        return Response(await asyncio.to_thread(metrics), media_type=PAGE_TYPE)

    return Starlette(routes=[*routes(health), Route("/metrics", show_metrics)])
