"""How much trouble repositories usually have: the population that sets the scale of the health score.

`python -m benchmarks.population --repo PATH --repo PATH ...` prints each part's lost share by repository, and the
quartiles from which the built-in usual shares were taken (docs/decisions/0004-health-score.md).
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

FAST = ("--no-trend", "--churn", "none", "--no-cache", "--format", "json", "-q")
QUARTILES = ("lower quartile", "median", "upper quartile")


@dataclass(frozen=True, slots=True)
class Member:
    """One repository, named by its last two folders: its score and, by the part's code, the lost share (0 to 1) or None."""

    name: str
    score: float | None
    shares: dict[str, float | None]


def main(arguments: Sequence[str] | None = None) -> int:
    """Check every repository and print the table; 1 when one could not be checked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repo", action="append", required=True, type=Path, help="a repository; give many")
    parser.add_argument("--mainstay", default=str(Path(sys.executable).parent / "mainstay"))
    asked = parser.parse_args(arguments)
    members = [member for path in asked.repo if (member := _look(asked.mainstay, path)) is not None]
    _show(members)
    return int(len(members) < len(asked.repo))


def _look(mainstay: str, path: Path) -> Member | None:
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        run = subprocess.run([mainstay, "check", str(path), *FAST, "-o", file.name], check=False)
        if run.returncode:
            return None
        report = json.loads(Path(file.name).read_bytes())
    score = report["score"]
    shares = {part["code"]: None if part["points"] is None else part["lost_share"] for part in score["parts"]}
    return Member("/".join(path.absolute().parts[-2:]), score["value"], shares)


def _show(members: Sequence[Member]) -> None:
    codes = list(dict.fromkeys(code for member in members for code in member.shares))
    width = max((len(member.name) for member in members), default=0)
    width = max(width, *(len(title) for title in QUARTILES), len("repository"))
    print("repository".ljust(width) + "  score" + "".join(f"{code:>13}" for code in codes))
    for member in members:
        score = "-" if member.score is None else f"{member.score:.1f}"
        print(f"{member.name.ljust(width)}{score:>7}{_cells([member.shares.get(code) for code in codes])}")
    spread = [
        _quartiles([share for one in members if (share := one.shares[code]) is not None]) for code in codes
    ]
    for place, title in enumerate(QUARTILES):
        print(f"{title.ljust(width)}{'':>7}{_cells([quartile[place] for quartile in spread])}")


def _quartiles(shares: Sequence[float]) -> Sequence[float | None]:
    return quantiles(shares, n=4) if len(shares) > 1 else (None, None, None)


def _cells(shares: Sequence[float | None]) -> str:
    return "".join(f"{'-':>13}" if share is None else f"{share:>13.2%}" for share in shares)


if __name__ == "__main__":
    sys.exit(main())
