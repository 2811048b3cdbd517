"""A room in which plans are proposed, approved and carried out by the real program."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from tests.fakes.command_line import Ended, environment
from tests.journeys.forks import forks

AS_USER = Path(__file__).parent / "as_user.py"
PATIENCE = 120.0
RULES = """
default_gates: false
people: [{{name: ada, user: ada}}, {{name: bob, user: bob}}]
teams: [{{name: shop, subjects: ["svc:shop*"]}}]
roles: [{{person: ada, role: developer, team: shop}}, {{person: bob, role: lead, team: shop}}]
gates: [{{name: lead, about: a lead looks, needs: [{{roles: [lead]}}]{gate}}}]
channels: [{{name: log, kind: file, path: told.jsonl}}]
anchors: [{{kind: file, path: anchors}}]
store: store.sqlite
worker: {{lease: 5s}}
acting: {{roots: [live], variables: [PATH]}}
{more}
"""


class Running:
    """A folder with the operator's file and a store, in which Ada proposes and Bob approves and applies."""

    def __init__(self, folder: Path, more: str = "", gate: str = "") -> None:
        self.folder = folder
        (folder / "live").mkdir(exist_ok=True)
        self.file = folder / "mainstay-server.yaml"
        self.file.write_text(RULES.format(more=more, gate=gate))
        self.file.chmod(0o600)
        self.env = environment(HOME=str(folder), MAINSTAY_SERVER_FILE=str(self.file), COLUMNS="120")

    def run(self, who: str, *words: str, given: str = "") -> Ended:
        return forks().run(who, *words, cwd=self.folder, env=self.env, given=given)

    def json(self, who: str, *words: str) -> Any:
        done = self.run(who, *words, "--format", "json")
        return json.loads(done.out)

    def approved(self, plan: str) -> str:
        """Let Ada propose a plan and Bob approve it; give its id."""
        made = self.run("ada", "submit", "-", "--format", "json", given=plan)
        assert made.code == 0, made.err
        proposal = json.loads(made.out)["proposal"]
        done = self.run("bob", "approve", proposal["id"], "--content", proposal["content"])
        assert done.code == 0, done.err
        return str(proposal["id"])

    @contextmanager
    def worker(self) -> Iterator["subprocess.Popen[bytes]"]:
        """Start a worker, and end it with the block; a test may kill it before."""
        process = subprocess.Popen(
            [sys.executable, str(AS_USER), "bob", "worker"],
            cwd=self.folder,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                process.wait(PATIENCE)

    def wait_for(self, right: Callable[[], object]) -> None:
        """Wait until something is right."""
        deadline = time.monotonic() + PATIENCE
        while not right():
            assert time.monotonic() < deadline, self.run("bob", "runs").out
            time.sleep(0.1)

    def wait_for_states(self, *states: str) -> None:
        """Wait until the runs stand so, the oldest first.

        The store itself is asked: the program, asked again and again, would take the processors from what is waited for.
        """
        file = f"file:{self.folder / 'store.sqlite'}?mode=ro"
        with closing(sqlite3.connect(file, uri=True, timeout=PATIENCE)) as store:
            self.wait_for(
                lambda: (
                    store.execute("SELECT state FROM runs ORDER BY id").fetchall()
                    == [(state,) for state in states]
                )
            )

    def states(self) -> list[str]:
        """Give the states of all runs, the oldest first, by the word of the program."""
        return [one["state"] for one in reversed(self.json("bob", "runs")["runs"])]

    def is_sound(self) -> None:
        """Hold the store and its trail to each other."""
        assert self.run("bob", "tick").code == 0
        verified = self.run("bob", "audit", "verify")
        assert verified.code == 0, verified.out
        assert "0 not sealed" in verified.out
        checked = self.run("bob", "store", "check")
        assert checked.code == 0, checked.out


def kill(process: "subprocess.Popen[bytes]") -> None:
    """End a process as a power cut would."""
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
