"""What finding dead code costs and finds, beside its peers on the same files.

`python -m benchmarks.dead_code --repo PATH [--peers vulture deptry grimp]`; without a repository a synthetic one is made,
and the table says so. Precision is no figure of this table: it was judged by hand (docs/evidence/dead-code.md).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks.measuring import Command, Failed, Row, repeat
from benchmarks.peers import OFFLINE, SECONDS, install, version
from benchmarks.repositories import SYNTHETIC_FILES, clone, facts, synthetic
from benchmarks.table import as_json, machine, show

ROOT = Path(__file__).parents[1]
# Each of these says with another code that it found something; vulture's 1 is a crash.
PEERS: dict[str, tuple[tuple[str, ...], frozenset[int]]] = {
    "vulture": (("bin/vulture", "."), frozenset({0, 3})),
    "deptry": (("bin/deptry", "."), frozenset({0, 1})),
    "grimp": (("bin/python", "-c", "import grimp, sys; grimp.build_graph(sys.argv[1])"), frozenset({0})),
}


def main() -> int:
    """Measure, print the table and what was found; 1 when our own run failed."""
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="mainstay-benchmark-", dir=asked.scratch) as name:
        scratch = Path(name)
        repository = (
            clone(asked.repo, scratch / "repository") if asked.repo else synthetic(scratch / "repository")
        )
        held = facts(repository)
        made_up = f"SYNTHETIC, made for this run ({SYNTHETIC_FILES} files); give --repo"
        about = {
            "repository": str(asked.repo) if asked.repo else made_up,
            "size": f"{held.files:,} Python files, {held.lines:,} lines, at {held.head[:12]}",
            "machine": machine(),
        }
        environment = {**os.environ, "HOME": str(scratch), "NO_COLOR": "1"}
        words = (sys.executable, "-m", "benchmarks.usage", "--repo", repository)
        groups = {"mainstay": [repeat("survey of all files", Command(words, ROOT, environment), asked.runs)]}
        if asked.peers is not None:
            packages = _packages(repository)
            groups["peers"] = [
                row
                for peer in asked.peers or PEERS
                for row in _peer(peer, repository, packages, asked.peer_homes, environment)
            ]
        told = subprocess.run(
            words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        ).stdout
    print("\n".join(f"{key}: {value}" for key, value in about.items()), end="\n\n")
    show(groups)
    found = json.loads(told or "{}")
    print("\n" + "\n".join(f"{key}: {value}" for key, value in found.items()))
    if asked.json:
        asked.json.write_text(as_json({**about, "found": found}, groups))
    return int(any(row.failure for row in groups["mainstay"]))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.dead_code", description=(__doc__ or "").partition("\n")[0]
    )
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    parser.add_argument("--repo", type=Path, help="a git repository; it is cloned and stays untouched")
    parser.add_argument("--runs", type=int, default=3, help="runs of ours (default: 3)")
    parser.add_argument("--peers", nargs="*", choices=list(PEERS), help="other tools, by default all of them")
    parser.add_argument(
        "--peer-homes", type=Path, default=caches / "mainstay-benchmarks", help="where peers are kept"
    )
    parser.add_argument(
        "--scratch", type=Path, help="where clones go (default: the system's temporary folder)"
    )
    parser.add_argument("--json", type=Path, help="also write every run into this file")
    return parser.parse_args()


def _packages(repository: Path) -> list[Path]:
    """Find the outermost packages, the largest first: grimp builds the graph of one that it is given."""
    folders = [
        path.parent
        for path in repository.rglob("__init__.py")
        if not (path.parents[1] / "__init__.py").exists()
    ]
    return sorted(folders, key=lambda folder: -sum(1 for _ in folder.rglob("*.py")))


def _peer(
    name: str, repository: Path, packages: list[Path], homes: Path, environment: Mapping[str, str]
) -> list[Row]:
    words, well = PEERS[name]
    try:
        home = install(name, homes)
    except Failed as failure:
        return [Row(name, failure=str(failure))]
    own = {**environment, **OFFLINE}
    folder = repository
    argument: tuple[str, ...] = ()
    if name == "grimp":
        if not packages:
            return [Row(name, failure="there is no package")]
        folder, argument = packages[0].parent, (packages[0].name,)
        own["PYTHONPATH"] = str(folder)
    argv = (home / words[0], *words[1:], *argument)
    note = f"{version(name, home)}, {_count(argv, folder, own) if name != 'grimp' else f'graph of {packages[0].name}'}"
    return [repeat(name, Command(argv, folder, own, SECONDS, well), 1, note=note)]


def _count(argv: tuple[object, ...], folder: Path, environment: Mapping[str, str]) -> str:
    """Count what a peer prints: a finding stands on a line that begins with a path and a line number."""
    done = subprocess.run(
        [str(word) for word in argv],
        cwd=folder,
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
    )
    lines = (done.stdout + done.stderr).splitlines()
    return f"{sum(line.partition(':')[2][:1].isdigit() for line in lines):,} findings"


if __name__ == "__main__":
    sys.exit(main())
