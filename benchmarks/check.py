"""How fast `mainstay check` is, beside its limits and its peers on the same repository and machine.

`python -m benchmarks.check --repo PATH --peers`; without a repository a synthetic one is made, and the table says so.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from benchmarks import footprint, ours, peers
from benchmarks.limits import limits
from benchmarks.measuring import Row
from benchmarks.repositories import SYNTHETIC_COMMITS, SYNTHETIC_FILES, clone, facts, synthetic
from benchmarks.table import as_json, machine, show

PARTS = ("ours", "limits", "start")


def main() -> int:
    """Measure what was asked for and print one table; 1 when one of our own runs failed."""
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="mainstay-benchmark-", dir=asked.scratch) as name:
        scratch = Path(name)
        repository = (
            clone(asked.repo, scratch / "repository") if asked.repo else synthetic(scratch / "repository")
        )
        about = _about(asked.repo, repository, asked.mainstay)
        groups = _measure(asked, repository, scratch)
    print("\n".join(f"{key}: {value}" for key, value in about.items()), end="\n\n")
    show(groups)
    if asked.json:
        asked.json.write_text(as_json(about, groups))
    return int(any(row.failure for row in groups.get("mainstay check", ())))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.check", description=(__doc__ or "").partition("\n")[0]
    )
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    beside = Path(sys.executable).with_name("mainstay")
    parser.add_argument("--repo", type=Path, help="a git repository; it is cloned and stays untouched")
    parser.add_argument(
        "--runs", type=int, default=3, help="runs of each of ours and of the limits (default: 3)"
    )
    parser.add_argument(
        "--mainstay", type=Path, default=beside, help="the program to measure (default: beside Python)"
    )
    parser.add_argument(
        "--only", nargs="*", choices=PARTS, default=PARTS, metavar="PART", help=f"some of {PARTS}"
    )
    parser.add_argument(
        "--peers", nargs="*", metavar="PEER", help=f"other tools, by default all of {list(peers.PEERS)}"
    )
    parser.add_argument(
        "--peer-seconds", type=float, default=peers.SECONDS, help="when to give a peer up (default: 900)"
    )
    parser.add_argument(
        "--peer-homes", type=Path, default=caches / "mainstay-benchmarks", help="where peers are kept"
    )
    parser.add_argument(
        "--scratch", type=Path, help="where clones go (default: the system's temporary folder)"
    )
    parser.add_argument("--json", type=Path, help="also write every run into this file")
    asked = parser.parse_args()
    if asked.peers is not None and (unknown := set(asked.peers) - peers.PEERS.keys()):
        parser.error(f"unknown peers: {', '.join(sorted(unknown))}")
    # A relative path would mean something else in the folders that commands run in.
    asked.mainstay = asked.mainstay.absolute()
    return asked


def _about(given: Path | None, repository: Path, program: Path) -> dict[str, str]:
    held = facts(repository)
    size = f"{held.commits:,} commits, {held.files:,} Python files, {held.lines:,} lines, at {held.head[:12]}"
    made_up = (
        f"SYNTHETIC, made for this run ({SYNTHETIC_FILES} files, {SYNTHETIC_COMMITS} commits); give --repo"
    )
    source = str(given) if given else made_up
    return {
        "repository": source,
        "size": size,
        "machine": machine(),
        "install": footprint.installed(_python(program)),
    }


def _measure(asked: argparse.Namespace, repository: Path, scratch: Path) -> dict[str, list[Row]]:
    python = _python(asked.mainstay)
    # The key and whatever else a program keeps for its user stay inside this run.
    environment = {
        **os.environ,
        "HOME": str(scratch),
        "XDG_STATE_HOME": str(scratch / "state"),
        "NO_COLOR": "1",
    }
    groups: dict[str, list[Row]] = {}
    # Limits first: they warm the disk's cache for everybody.
    if "limits" in asked.only:
        print("limits", file=sys.stderr, flush=True)
        groups["limits"] = limits(repository, scratch, environment, python, asked.runs)
    if "start" in asked.only:
        print("start", file=sys.stderr, flush=True)
        groups["start"] = footprint.starts(asked.mainstay, python, environment)
    if asked.peers is not None:
        print("peers", file=sys.stderr, flush=True)
        names = asked.peers or list(peers.PEERS)
        groups["peers"] = peers.measure(
            names, repository, scratch, asked.peer_homes, environment, asked.peer_seconds
        )
    if "ours" in asked.only:
        print("mainstay check", file=sys.stderr, flush=True)
        groups["mainstay check"] = ours.check(asked.mainstay, repository, environment, asked.runs)
    return dict(reversed(groups.items()))


def _python(program: Path) -> Path:
    return program.with_name("python")


if __name__ == "__main__":
    sys.exit(main())
