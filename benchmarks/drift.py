"""What it costs to compare a table with the one before it, and how often that is right, beside Evidently and the mere reading.

    python -m benchmarks.drift [--rows 1000,1000000] [--tables 5] [--peers]

Tables of 20 columns of five laws: three columns are shifted by 0.3 standard deviations, all others by 0.02. The reference is
learnt once and kept; what counts is reading the current table from Parquet, learning and comparing it.
"""

import argparse
import math
import resource
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
import numpy as np

from benchmarks.forecast_others import _HOMES
from benchmarks.peers import install
from benchmarks.table import machine
from mainstay.domain.drift_asked import DriftAsked
from mainstay.wiring.drifting import drift

COLUMNS, SHIFTED = 20, 3
_LAWS = ("normal", "lognormal", "exponential", "uniform", "student")
_SPREADS = (1.0, math.sqrt((math.e - 1) * math.e), 1.0, 12**-0.5, 3**0.5)
_EVIDENTLY = "evidently==0.7.23"
_BESIDE = ("pandas<3", "pyarrow")
"""What Evidently needs to read Parquet, and does not name itself."""


def drawn(rows: int, seed: int, *, moved: bool) -> dict[str, np.ndarray]:
    """Give a table of so many rows."""
    chance = np.random.default_rng([seed, moved])
    found = {}
    for place in range(COLUMNS):
        law = _LAWS[place % 5]
        values = chance.standard_t(3, rows) if law == "student" else getattr(chance, law)(size=rows)
        shift = (0.3 if place < SHIFTED else 0.02) if moved else 0.0
        found[f"c{place:02}"] = values + shift * _SPREADS[place % 5]
    return found


def written(folder: Path, rows: int, seed: int) -> tuple[Path, Path]:
    """Write both tables as Parquet."""
    made = []
    for name, moved in (("reference", False), ("current", True)):
        columns = drawn(rows, seed, moved=moved)  # noqa: F841  # DuckDB reads it by its name
        path = folder / f"{name}.parquet"
        duckdb.execute(f"COPY (SELECT * FROM columns) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
        made.append(path)
    return made[0], made[1]


def limit(path: Path) -> float:
    """Give the seconds that DuckDB takes for the sum of each column, which touches each number once."""
    sums = ", ".join(f"sum(c{place:02})" for place in range(COLUMNS))
    began = time.perf_counter()
    duckdb.execute(f"SELECT {sums} FROM '{path}'").fetchall()
    return time.perf_counter() - began


def main(given: Sequence[str] | None = None) -> int:
    """Print a row for each number of rows and method."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument(
        "--repo", default="", help="taken as by the other benchmarks; nothing is read from it"
    )
    arguments.add_argument(
        "--rows", default="1000,10000,100000,1000000", help="how many, with commas between"
    )
    arguments.add_argument("--tables", type=int, default=5, help="pairs of tables for each number of rows")
    arguments.add_argument("--peers", action="store_true", help="run Evidently on the same tables, once each")
    asked = arguments.parse_args(given)
    print(machine())
    print("\n| rows, of 20 columns | method | shifted found | others told | learn, s | compare, s | MiB |")
    print("| --: | :-- | --: | --: | --: | --: | --: |")
    with tempfile.TemporaryDirectory(prefix="mainstay-bench-") as name:
        folder = Path(name)
        peer = install(_EVIDENTLY, _HOMES, _BESIDE) if asked.peers else None
        for rows in map(int, asked.rows.split(",")):
            found = others = 0
            learn: list[float] = []
            compare: list[float] = []
            for seed in range(asked.tables):
                reference, current = written(folder, rows, seed)
                request = DriftAsked(str(reference), str(reference))
                began = time.perf_counter()
                _, text = drift(request)
                learn.append((time.perf_counter() - began) / 2)
                kept = folder / "kept.json"
                kept.write_text(text)
                began = time.perf_counter()
                report, _ = drift(replace(request, reference=str(kept), current=str(current)))
                compare.append(time.perf_counter() - began)
                told = [int(one.name[1:]) for one in report.drifted]
                found += sum(place < SHIFTED for place in told)
                others += sum(place >= SHIFTED for place in told)
            pairs = asked.tables
            _row(
                rows,
                "Mainstay, the reference kept",
                found / pairs,
                others / pairs,
                np.median(learn),
                np.median(compare),
            )
            print(f"| {rows:,} | limit: the sum of each column | | | | {limit(current):.3f} | |", flush=True)
            if peer is not None:
                print(_evidently(peer, rows, reference, current), flush=True)
    return 0


def _row(rows: int, method: str, found: float, others: float, learn: float, compare: float) -> None:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    right = f"{found:.1f} of {SHIFTED} | {others:.1f} of {COLUMNS - SHIFTED}"
    print(f"| {rows:,} | {method} | {right} | {learn:.2f} | {compare:.2f} | {most:,} |", flush=True)


def _evidently(peer: Path, rows: int, reference: Path, current: Path) -> str:
    ran = subprocess.run(
        [
            str(peer / "bin" / "python"),
            str(Path(__file__).with_name("drift_evidently.py")),
            str(reference),
            str(current),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, most, *told = ran.stdout.split()
    found = sum(int(one[1:]) < SHIFTED for one in told)
    right = f"{found} of {SHIFTED} | {len(told) - found} of {COLUMNS - SHIFTED}"
    return f"| {rows:,} | Evidently's preset | {right} | | {float(seconds):.2f} | {int(most):,} |"


if __name__ == "__main__":
    raise SystemExit(main())
