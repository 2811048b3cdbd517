"""A small real HTTP service with customers, for journeys: `python -m tests.servers.shop SETTINGS` prints its port and serves.

It reads its settings (JSON: `limit`, `broken` as every how many sales fail, 0 for none) with each sale, so that whoever
changes the file changes the service. `/buy` sells, `/health` answers, `/metrics` counts for Prometheus. Customers of its own
buy over real connections, until it ends with the process that started it.
"""

import http.client
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.servers.prometheus import end

_CUSTOMERS = 4
_PAUSE = 0.02


@contextmanager
def shop(settings: Path) -> Iterator[int]:
    """Start the service with a file of settings, and give its port; it is gone afterwards."""
    command = ["setpriv", "--pdeathsig", "KILL", sys.executable, "-m", "tests.servers.shop", str(settings)]
    process = subprocess.Popen(command, cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        end(process)  # type: ignore[arg-type]


class _Counts:
    def __init__(self) -> None:
        self._alone = threading.Lock()
        self.sales = self.failures = 0

    def sell(self, broken: int) -> bool:
        with self._alone:
            self.sales += 1
            failed = broken > 0 and self.sales % broken == 0
            self.failures += failed
            return not failed


def _serve(settings: Path) -> None:
    counts = _Counts()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if self.path == "/metrics":
                page = f"shop_sales_total {counts.sales}\nshop_failures_total {counts.failures}\n"
                self._answer(200, page)
            elif self.path == "/buy":
                sold = counts.sell(int(json.loads(settings.read_text()).get("broken", 0)))
                self._answer(200 if sold else 500, "sold" if sold else "out of order")
            else:
                self._answer(200, "well")

        def _answer(self, status: int, text: str) -> None:
            self.send_response(status)
            self.send_header("content-length", str(len(text)))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    port = server.server_address[1]
    for _ in range(_CUSTOMERS):
        threading.Thread(target=_buy, args=(port,), daemon=True).start()
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    server.serve_forever()


def _buy(port: int) -> None:
    parent = os.getppid()
    while os.getppid() == parent:
        with suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            while True:
                connection.request("GET", "/buy")
                connection.getresponse().read()
                time.sleep(_PAUSE)


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
