"""Other tools on the same repository, each in an environment of its own, none of them a dependency."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measuring import Command, Failed, Row, repeat
from benchmarks.repositories import clone

SECONDS = 900.0
# Nothing of a measured repository leaves this machine, whatever a tool would like to ask or tell.
OFFLINE = {f"{kind}_proxy": "http://127.0.0.1:9" for kind in ("http", "https", "all")} | {
    "DO_NOT_TRACK": "1",
    "REPOWISE_OFFLINE": "1",
}


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool: its distribution, the words after its program's name, and what its work is to be compared with."""

    distribution: str
    words: tuple[str, ...]
    note: str
    # Some write into the repository or check revisions out: they get a clone of their own.
    alone: bool = False
    # Some say with 1 that they found something.
    well: frozenset[int] = frozenset({0})


PEERS = {
    "radon cc": Peer("radon", ("cc", "."), "cyclomatic complexity at the head"),
    "radon mi": Peer("radon", ("mi", "."), "maintainability index at the head"),
    "lizard": Peer(
        "lizard", ("-l", "python", "."), "cyclomatic complexity at the head", well=frozenset({0, 1})
    ),
    "complexipy": Peer(
        "complexipy", ("--plain", "."), "cognitive complexity at the head", well=frozenset({0, 1})
    ),
    "wily": Peer(
        "wily",
        ("--cache", "../wily-cache", "build", "--max-revisions", "50", "."),
        "50 revisions",
        alone=True,
    ),
    "repowise": Peer(
        "repowise",
        (
            *("init", "--index-only", "--yes", "--embedder", "mock"),
            *("--no-hook", "--no-editor-setup", "--no-workspace", "."),
        ),
        "first full run without a model",
        alone=True,
    ),
}


def measure(
    names: list[str],
    repository: Path,
    scratch: Path,
    homes: Path,
    environment: Mapping[str, str],
    seconds: float,
) -> list[Row]:
    """Measure each named peer once; one that cannot be installed or fails gives a row with its reason."""
    rows = []
    for name in names:
        peer = PEERS[name]
        print(f"  {name}", file=sys.stderr, flush=True)
        try:
            home = install(peer.distribution, homes)
        except Failed as failure:
            rows.append(Row(name, failure=str(failure)))
            continue
        folder = clone(repository, scratch / f"for-{peer.distribution}") if peer.alone else repository
        note = f"{version(peer.distribution, home)}, {peer.note}"
        rows.append(repeat(name, command(peer, home, folder, environment, seconds), 1, note=note))
    return rows


def command(peer: Peer, home: Path, folder: Path, environment: Mapping[str, str], seconds: float) -> Command:
    """Put together how a peer that is installed in `home` is run on a folder."""
    words = (home / "bin" / peer.distribution, *peer.words)
    own = {**environment, **OFFLINE, "PATH": f"{home / 'bin'}:{environment['PATH']}"}
    return Command(words, folder, own, seconds, peer.well)


def install(distribution: str, homes: Path, beside: Sequence[str] = ()) -> Path:
    """Install a distribution into an environment of its own, once, with what it needs `beside` it.

    Raises Failed when that cannot be done.
    """
    home = homes / distribution
    if (home / "ready").exists():
        return home
    homes.mkdir(parents=True, exist_ok=True)
    for command in (
        [sys.executable, "-m", "venv", "--clear", home],
        [
            home / "bin" / "python",
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            distribution,
            *beside,
        ],
    ):
        done = subprocess.run([str(word) for word in command], check=False, capture_output=True, text=True)
        if done.returncode:
            last = [line for line in done.stderr.splitlines() if line.strip()][-1:]
            raise Failed(f"cannot be installed: {''.join(last)}")
    (home / "ready").touch()
    return home


def version(distribution: str, home: Path) -> str:
    """Tell which version an environment holds."""
    ask = f"import importlib.metadata; print(importlib.metadata.version({distribution!r}))"
    return subprocess.run(
        [home / "bin" / "python", "-c", ask], capture_output=True, text=True, check=True
    ).stdout.strip()
