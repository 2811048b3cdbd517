"""A real cluster of dask.distributed: a scheduler and workers as processes on loopback, on free ports, gone with the tests."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

_STARTING = 120.0
_ROOT = Path(__file__).parents[2]


@dataclass
class Cluster:
    """A scheduler at `address`, with its workers, each of one thread."""

    address: str
    folder: Path
    scheduler: "subprocess.Popen[bytes]"
    environment: Mapping[str, str]
    tls: Sequence[str] = ()
    workers: "list[subprocess.Popen[bytes]]" = field(default_factory=list)

    def add_worker(self, **environment: str) -> "subprocess.Popen[bytes]":
        """Start a worker more; it may take a while until the scheduler knows it."""
        words = (
            "worker",
            self.address,
            "--no-nanny",
            "--nthreads",
            "1",
            "--no-dashboard",
            "--memory-limit",
            "0",
        )
        place = ("--local-directory", str(self.folder / f"worker-{len(self.workers)}"), *self.tls)
        worker = _started((*words, *place), {**self.environment, **environment}, self.folder)
        self.workers.append(worker)
        return worker


@contextmanager
def cluster(workers: int, tls: Sequence[str] = (), **settings: str) -> Iterator[Cluster]:
    """Start a scheduler and so many workers, and end them afterwards; `settings` are variables of their environment."""
    folder = Path(tempfile.mkdtemp(prefix="mainstay-cluster-"))
    environment = {**os.environ, "PYTHONPATH": str(_ROOT), "OPENBLAS_NUM_THREADS": "1", **settings}
    file = folder / "scheduler.json"
    host = ("--host", f"{'tls' if tls else 'tcp'}://127.0.0.1", "--port", "0")
    words = ("scheduler", *host, "--no-dashboard", "--scheduler-file", str(file), *tls)
    scheduler = _started(words, environment, folder)
    made = Cluster("", folder, scheduler, environment, tls)
    try:
        deadline = time.monotonic() + _STARTING
        while not made.address:
            assert scheduler.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < deadline, "the scheduler does not begin"
            time.sleep(0.05)
            made.address = _address(file)
        for _ in range(workers):
            made.add_worker()
        yield made
    finally:
        for process in (*made.workers, scheduler):
            process.kill()
            process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _started(words: Sequence[str], environment: Mapping[str, str], folder: Path) -> "subprocess.Popen[bytes]":
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *words], cwd=folder, env=environment, stdout=log, stderr=log
        )


def _address(file: Path) -> str:
    try:
        return str(json.loads(file.read_text())["address"])
    except (OSError, ValueError):
        return ""
