"""Stands in for any service: ready at once, stops when asked. `python service.py <name>`."""

import http.server
import os
import signal
import sys


class Probe(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(repr({name for name in os.environ if name.startswith("PORTICO_")}).encode())

    def log_message(self, *_args: object) -> None:
        pass


def stop(_number: int, _frame: object) -> None:
    print("asked to stop", flush=True)  # noqa: T201 - its log
    sys.exit(0)


signal.signal(signal.SIGTERM, stop)
port = int(os.environ.get("PORTICO_EDGE_PORT") or os.environ["PORTICO_PROBE_PORT"])
print(f"{sys.argv[1]} listens on {port}", flush=True)  # noqa: T201 - its log
http.server.ThreadingHTTPServer(("127.0.0.1", port), Probe).serve_forever()
