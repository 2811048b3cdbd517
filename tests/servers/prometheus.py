"""A real Prometheus of the tests' own: on a free port of loopback, its data in a folder of its own, gone with the tests."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import ProxyHandler, build_opener

_STARTING = 60.0
_LISTENS = re.compile(r'msg="Listening on".* address=127\.0\.0\.1:([0-9]+)')
_DIRECT = build_opener(ProxyHandler({}))


@dataclass
class Exporter:
    """What Prometheus scrapes: numbers that a test sets, by their names with labels, such as `errors{shop="a"}`."""

    numbers: dict[str, float] = field(default_factory=dict)
    address: str = ""
    away: bool = False

    def page(self) -> bytes:
        """Give the numbers as Prometheus reads them."""
        return "".join(f"{name} {number!r}\n" for name, number in list(self.numbers.items())).encode()


@dataclass(frozen=True)
class Prometheus:
    """A server that runs, and what it scrapes five times a second."""

    port: int
    process: "subprocess.Popen[bytes]"
    exporter: Exporter

    @property
    def url(self) -> str:
        """The address that its API is below."""
        return f"http://127.0.0.1:{self.port}"

    def wait_until(self, query: str, right: Callable[[list[float]], bool] = bool) -> None:
        """Wait until the numbers that an expression gives are right; by default, until it gives any."""
        deadline = time.monotonic() + _STARTING
        asked = f"{self.url}/api/v1/query?{urlencode({'query': query})}"
        while True:
            with _DIRECT.open(asked, timeout=10) as answer:
                found = json.load(answer)["data"]["result"]
            if right([float(one["value"][1]) for one in found]):
                return
            assert time.monotonic() < deadline, (query, found)
            time.sleep(0.05)


@contextmanager
def prometheus(past: str = "", targets: tuple[str, ...] = (), rules: str = "") -> Iterator[Prometheus]:
    """Start a server, which knows the `past` already (in the form of OpenMetrics, without its end), and end it afterwards.

    It scrapes other `targets` (HOST:PORT) beside its exporter, and evaluates `rules` (the YAML of a file of rules).
    """
    folder = Path(tempfile.mkdtemp(prefix="mainstay-prometheus-"))
    try:
        if past:
            _write_past(folder, past)
        with _exporting() as exporter:
            (folder / "prometheus.yml").write_text(_settings((exporter.address, *targets)))
            (folder / "rules.yml").write_text(rules)
            with _running(folder, exporter) as server:
                yield server
    finally:
        shutil.rmtree(folder)


def _settings(addresses: tuple[str, ...]) -> str:
    targets = json.dumps(addresses)
    return (
        "global: {scrape_interval: 200ms, scrape_timeout: 200ms}\n"
        "rule_files: [rules.yml]\n"
        f"scrape_configs: [{{job_name: tests, static_configs: [{{targets: {targets}}}]}}]\n"
    )


def _write_past(folder: Path, past: str) -> None:
    text = folder / "past.txt"
    text.write_text(f"{past.rstrip()}\n# EOF\n")
    # By default it makes one block for each two hours, and waits for the disk at each.
    how = ("--quiet", "--max-block-duration=8760h", "openmetrics", str(text), str(folder / "data"))
    command = [_program("promtool"), "tsdb", "create-blocks-from", *how]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def _running(folder: Path, exporter: Exporter) -> Iterator[Prometheus]:
    command = [
        "setpriv", "--pdeathsig", "KILL", _program("prometheus"),
        f"--config.file={folder}/prometheus.yml", f"--storage.tsdb.path={folder}/data",
        "--storage.tsdb.retention.time=100y", "--web.listen-address=127.0.0.1:0",
    ]  # fmt: skip
    log = folder / "log"
    with log.open("ab") as told:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=told,
            cwd=folder,
            env={"PATH": os.environ["PATH"]},
        )
    try:
        server = Prometheus(_port(log, process), process, exporter)
        _wait_until_ready(server)
        yield server
    finally:
        end(process)


def _port(log: Path, process: "subprocess.Popen[bytes]") -> int:
    deadline = time.monotonic() + _STARTING
    while not (found := _LISTENS.search(log.read_text())):
        assert process.poll() is None and time.monotonic() < deadline, log.read_text()
        time.sleep(0.02)
    return int(found[1])


def _wait_until_ready(server: Prometheus) -> None:
    deadline = time.monotonic() + _STARTING
    while True:
        try:
            with _DIRECT.open(f"{server.url}/-/ready", timeout=10):
                return
        except OSError:
            assert server.process.poll() is None and time.monotonic() < deadline
            time.sleep(0.05)


def end(process: "subprocess.Popen[bytes]") -> None:
    """End a server by its process id, and wait until it has."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(30)


@contextmanager
def _exporting() -> Iterator[Exporter]:
    exporter = Exporter()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = exporter.page()
            self.send_response(503 if exporter.away else 200)
            self.send_header("content-type", "text/plain; version=0.0.4")
            self.send_header("content-length", str(len(page)))
            self.end_headers()
            # A scrape that waited for too long has gone. To tell of it Python would parse code in this thread, and what
            # another thread parses at that moment fails (CPython 3.11).
            with suppress(OSError):
                self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    exporter.address = f"127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield exporter
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _program(name: str) -> str:
    found = shutil.which(name)
    assert found, "Prometheus is missing: make test installs it"
    return found
