"""What the risk ranking is worth: each repository's own past, window by window, beside the orders it has to beat.

`python -m benchmarks.ranking --repo PATH --repo PATH ...`; without a repository a synthetic one is made. Nothing is written
into the repositories. Fixes are told as `mainstay check` tells them. `--peers` also runs repowise on the last window, which
takes a quarter of an hour on a large repository.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.cutting import lister
from benchmarks.measuring import Failed
from benchmarks.ranking_table import show, show_files
from benchmarks.repositories import given_or_synthetic
from benchmarks.table import machine
from benchmarks.windows import PeerRuns, measured

SECONDS = 2_400.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Rank every repository and print the tables; 1 when one has no window to be judged by, or no commit."""
    asked = _arguments(arguments)
    print(machine())
    peers = (
        PeerRuns(asked.peer_windows, asked.peer_homes, asked.scratch, os.environ, asked.peer_seconds)
        if asked.peers
        else None
    )
    found, judged = [], True
    with given_or_synthetic(asked.repo) as paths:
        for path in paths:
            files = lister(asked.under, asked.suffix)
            try:
                one = measured(path, files, with_complexity=asked.complexity, peers=peers)
            except Failed as failure:
                print(f"{path} cannot be ranked: {failure}", file=sys.stderr)
                judged = False
                continue
            found.append(one)
            show(one)
            show_files(one.ranking, asked.top)
    if asked.json:
        asked.json.write_text(json.dumps([asdict(one) for one in found], indent=1))
    return int(not judged or any(not one.ranking.proof.windows for one in found))


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.ranking", description=(__doc__ or "").partition("\n")[0]
    )
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    parser.add_argument("--repo", action="append", type=Path, help="a repository; give many")
    parser.add_argument("--under", default="", help="rank only paths that begin so, such as lib/")
    parser.add_argument("--suffix", default=".py", help="rank only paths that end so (default: .py)")
    parser.add_argument(
        "--complexity",
        action="store_true",
        help="the hotspot by cognitive complexity instead of lines; each version of each file is parsed",
    )
    parser.add_argument("--top", type=int, default=0, help="also list the first files of both views")
    parser.add_argument("--peers", action="store_true", help="judge repowise's orders too")
    parser.add_argument(
        "--peer-windows", type=int, default=1, help="in how many of the last windows (default: 1)"
    )
    parser.add_argument(
        "--peer-seconds", type=float, default=SECONDS, help="when to give a run up (default: 2400)"
    )
    parser.add_argument(
        "--peer-homes", type=Path, default=caches / "mainstay-benchmarks", help="where peers are kept"
    )
    parser.add_argument(
        "--scratch", type=Path, help="where clones go (default: the system's temporary folder)"
    )
    parser.add_argument("--json", type=Path, help="also write everything into this file")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
