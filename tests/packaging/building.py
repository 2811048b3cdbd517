"""Running the tools that build and install, and naming what should come out."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(*command: object, cwd: Path | None = None, **environment: object) -> str:
    """Run to a good end and give what was printed; `environment` is set over this process's own."""
    words = [str(word) for word in command]
    variables = os.environ | {name: str(value) for name, value in environment.items()}
    done = subprocess.run(words, cwd=cwd, env=variables, capture_output=True, text=True, timeout=250)
    assert done.returncode == 0, done.stdout[-4_000:] + done.stderr[-4_000:]
    return done.stdout


def sources() -> set[str]:
    """Name all files of the program that git keeps, from its own folder on."""
    names = run("git", "ls-files", "-z", "src/mainstay", cwd=ROOT).split("\0")
    return {name.removeprefix("src/") for name in names if name and (ROOT / name).exists()}
