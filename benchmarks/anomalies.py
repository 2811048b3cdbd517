"""How well anomalies are told, by NAB's published scoring on its files, beside other detectors on the same ones.

    python -m benchmarks.anomalies --data FOLDER [--peers] [--published FOLDER] [--daily FOLDER]

The folder holds NAB's series and `anomaly_windows.json`. Every second file by name is there to choose parameters on, the others
judge; both are printed. NAB takes for each detector the threshold that scores highest on the very files, and so does the first
table for all of them; in the second the files that judge are scored from the threshold that was highest on the others.
With --daily also changes of daily levels are counted, on the hourly series that `benchmarks.forecast` takes.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from benchmarks import anomaly_levels
from benchmarks.anomaly_nab import PROFILES, STANDARD, Labelled, Vector, labelled, scored
from benchmarks.anomaly_peers import SIMPLE, published
from benchmarks.table import machine
from mainstay.analysis.anomalies.judging import UNUSUAL, judged, news
from mainstay.analysis.rollups.points import usable
from mainstay.domain.signal import Samples

OURS = "Mainstay"
_END = 1 << 60


def ours(file: Labelled) -> Vector:
    """Give what Mainstay says of each row, by those before it; of two of one second the later one is judged."""
    judgement = judged(usable(Samples(file.times, file.values), 0, _END))
    found = np.zeros(len(file.times))
    said = news(judgement)
    rows = np.searchsorted(file.times, judgement.points.times, side="right") - 1
    if np.array_equal(file.times[rows], judgement.points.times):
        found[rows] = said
        return found
    # Rows out of order: each moment's last one.
    last = {int(moment): row for row, moment in enumerate(file.times)}
    for moment, surprise in zip(judgement.points.times.tolist(), said.tolist(), strict=True):
        found[last[moment]] = surprise
    return found


def halves(files: Sequence[Labelled]) -> tuple[Sequence[Labelled], Sequence[Labelled]]:
    """Give the files to choose on, and those that judge: every second one by name."""
    return files[::2], files[1::2]


def alarms(
    files: Sequence[Labelled], said: Mapping[str, Vector], threshold: float
) -> tuple[float, float, int, int]:
    """Give the alarms a day and series, those outside of all windows, how many windows were found, and how many there are."""
    all_of_them = outside = found = windows = 0
    for file in files:
        rows = np.flatnonzero(said[file.name][file.probation :] >= threshold) + file.probation
        within = [(rows >= first) & (rows <= last) for first, last in file.windows]
        all_of_them += len(rows)
        outside += len(rows) - sum(int(np.count_nonzero(one)) for one in within)
        found += sum(bool(one.any()) for one in within)
        windows += len(within)
    days = sum(file.days for file in files)
    return all_of_them / days, outside / days, found, windows


def main(given: Sequence[str] | None = None) -> int:
    """Print the tables."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument(
        "--repo", default="", help="taken as by the other benchmarks; nothing is read from it"
    )
    arguments.add_argument("--data", type=Path, required=True, help="NAB's series with anomaly_windows.json")
    arguments.add_argument("--peers", action="store_true", help="beside simple detectors")
    arguments.add_argument("--published", type=Path, help="beside what NAB's `results` folder says")
    arguments.add_argument("--daily", type=Path, help="published hourly series, for changes of daily levels")
    asked = arguments.parse_args(given)
    files = labelled(asked.data)
    began = time.perf_counter()
    said = {OURS: {file.name: ours(file) for file in files}}
    took = time.perf_counter() - began
    points = sum(len(file.times) for file in files)
    if asked.peers:
        said |= {name: {file.name: peer(file) for file in files} for name, peer in SIMPLE.items()}
    if asked.published:
        said |= {f"{name} (published)": found for name, found in published(asked.published, files).items()}
    print(machine())
    print(f"{len(files)} files, {points:,} points, {1e6 * took / points:.1f} µs a point\n")
    _by_nab(files, said)
    _by_halves(files, said)
    _by_folder(files, said[OURS])
    if asked.daily:
        print("\n| daily levels of 12 weeks, the last four told | looks | told % | within 3 days % |")
        print("| :-- | --: | --: | --: |")
        for row in anomaly_levels.rows(asked.daily):
            print(f"| {' | '.join(row)} |", flush=True)
    return 0


def _by_nab(files: Sequence[Labelled], said: Mapping[str, Mapping[str, Vector]]) -> None:
    print("| all files, each with its best threshold | " + " | ".join(one.name for one in PROFILES) + " |")
    print("| :-- | --: | --: | --: |")
    rows = {name: [scored(files, one, profile).points for profile in PROFILES] for name, one in said.items()}
    for name, points in sorted(rows.items(), key=lambda row: -row[1][0]):
        print(f"| {name} | " + " | ".join(f"{one:.1f}" for one in points) + " |")


def _by_halves(files: Sequence[Labelled], said: Mapping[str, Mapping[str, Vector]]) -> None:
    chosen, judging = halves(files)
    print(
        "\n| standard | half to choose on | half that judges, threshold of the first "
        "| alarms a day | outside of windows a day | windows found |"
    )
    print("| :-- | --: | --: | --: | --: | --: |")
    rows = []
    for name, one in said.items():
        best = scored(chosen, one)
        rows.append((name, best, scored(judging, one, STANDARD, best.threshold).points))
    for name, best, points in sorted(rows, key=lambda row: -row[2]):
        every, outside, found, windows = alarms(judging, said[name], best.threshold)
        print(
            f"| {name} | {best.points:.1f} | {points:.1f} | {every:.2f} | {outside:.2f} | {found} of {windows} |"
        )


def _by_folder(files: Sequence[Labelled], said: Mapping[str, Vector]) -> None:
    by_folder: defaultdict[str, list[Labelled]] = defaultdict(list)
    for file in files:
        by_folder[file.name.partition("__")[0]].append(file)
    print(
        f"\n| {OURS} from {UNUSUAL} nats on | standard | alarms a day and series | outside of windows | windows found |"
    )
    print("| :-- | --: | --: | --: | --: |")
    for name, one in (*sorted(by_folder.items()), ("all", files)):
        every, outside, found, windows = alarms(one, said, UNUSUAL)
        points = f"{scored(one, said, STANDARD, UNUSUAL).points:.1f}" if windows else "-"
        print(f"| {name} | {points} | {every:.2f} | {outside:.2f} | {found} of {windows} |")


if __name__ == "__main__":
    raise SystemExit(main())
