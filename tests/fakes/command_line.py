"""Running the command line: within the test's process over fake doors, or in a process of its own over the stand-in."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

STAND_IN = Path(__file__).parents[1] / "journeys" / "stand_in.py"
ARGV = [sys.executable, str(STAND_IN)]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


def environment(**changes: str | None) -> dict[str, str]:
    """Give a plain environment: UTF-8, a dumb terminal, and what a test changes (None takes a name out)."""
    plain: dict[str, str | None] = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", "/"),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
    }
    return {name: value for name, value in (plain | changes).items() if value is not None}


def journey(*arguments: str, cwd: Path | None = None, env: dict[str, str] | None = None, **options) -> Ended:
    """Run the real program over the stand-in doors to its end."""
    ended = subprocess.run(
        [*ARGV, *arguments],
        cwd=cwd,
        env=env or environment(),
        capture_output="stdout" not in options,
        stdin=subprocess.DEVNULL,
        timeout=60,
        **options,
    )
    return Ended(ended.returncode, (ended.stdout or b"").decode(), (ended.stderr or b"").decode())
