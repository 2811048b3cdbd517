"""A real VictoriaMetrics of the tests' own: on a free port of loopback, its data in a folder that goes with the tests."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

from tests.servers.prometheus import end

_STARTING = 60.0
_LISTENS = "0A"
_DIRECT = build_opener(ProxyHandler({}))


@dataclass(frozen=True)
class VictoriaMetrics:
    """A server that runs."""

    port: int
    process: "subprocess.Popen[bytes]"

    @property
    def url(self) -> str:
        """The address that its API is below."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def victoria_metrics(past: str = "", options: tuple[str, ...] = ()) -> Iterator[VictoriaMetrics]:
    """Start a server, which knows the `past` already (in the form of OpenMetrics, without its end), and end it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="mainstay-victoria-metrics-"))
    program = shutil.which("victoria-metrics")
    assert program, "VictoriaMetrics is missing: make test installs it"
    command = [
        "setpriv", "--pdeathsig", "KILL", program, f"-storageDataPath={folder}/data", "-retentionPeriod=100y",
        "-httpListenAddr=127.0.0.1:0", "-search.latencyOffset=0s", "-memory.allowedBytes=64MB", *options,
    ]  # fmt: skip
    log = folder / "log"
    try:
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
            server = VictoriaMetrics(_port(process, log), process)
            if past:
                _write_past(server, past)
            yield server
        finally:
            end(process)
    finally:
        shutil.rmtree(folder)


def _port(process: "subprocess.Popen[bytes]", log: Path) -> int:
    """Find the port that the system gave: the server tells it nowhere."""
    deadline = time.monotonic() + _STARTING
    while True:
        sockets = set()
        with suppress(OSError):
            sockets = {str(one.readlink()) for one in Path(f"/proc/{process.pid}/fd").iterdir()}
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == _LISTENS and f"socket:[{fields[9]}]" in sockets:
                return int(fields[1].partition(":")[2], 16)
        assert process.poll() is None and time.monotonic() < deadline, log.read_text()
        time.sleep(0.02)


def _write_past(server: VictoriaMetrics, past: str) -> None:
    lines = (line.rpartition(" ") for line in past.splitlines() if not line.startswith("#"))
    body = "".join(f"{point} {int(at) * 1_000}\n" for point, _, at in lines).encode()
    for path in ("/api/v1/import/prometheus", "/internal/force_flush"):
        with _DIRECT.open(f"{server.url}{path}", body, timeout=60) as answer:
            assert answer.status in {200, 204}
