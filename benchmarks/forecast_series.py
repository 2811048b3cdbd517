"""Hourly series to forecast on: real ones as their publishers give them, and the same with growth added.

Files that are looked for in `--data`, each a set of its own: ETTh1.csv and ETTh2.csv (ETDataset), PJME_hourly.csv,
Metro_Interstate_Traffic_Volume.csv, hour.csv (bike sharing), PRSA_data_2010.1.1-2014.12.31.csv and nyc_taxi.csv (also with
NAB's folder before its name). None of them is part of this project.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

LEARN, AHEAD = 2_016, 672
WHOLE = LEARN + AHEAD
_LEAST_THERE = 0.9
_HOURS_A_DAY = 24


@dataclass(frozen=True, slots=True)
class Source:
    """A published file: which columns make the time, in which form, and which are series; windows begin each `stride` hours."""

    name: str
    file: str
    time: tuple[str, ...]
    form: str
    values: tuple[str, ...]
    delimiter: str = ","
    stride: int = LEARN
    most: int = 60


_ETT = ("HUFL", "HULL", "MUFL", "MULL", "LUFL", "LULL", "OT")
SOURCES = (
    Source("transformers 1 (ETTh1)", "ETTh1.csv", ("date",), "%Y-%m-%d %H:%M:%S", _ETT),
    Source("transformers 2 (ETTh2)", "ETTh2.csv", ("date",), "%Y-%m-%d %H:%M:%S", _ETT),
    Source(
        "electricity (PJM East)",
        "PJME_hourly.csv",
        ("Datetime",),
        "%d-%m-%Y %H:%M",
        ("PJME_MW",),
        stride=WHOLE,
        most=40,
    ),
    Source(
        "road traffic",
        "Metro_Interstate_Traffic_Volume.csv",
        ("date_time",),
        "%d-%m-%Y %H:%M",
        ("traffic_volume",),
    ),
    Source(
        "bike hire",
        "hour.csv",
        ("dteday", "hr"),
        "%d.%m.%Y %H",
        ("casual", "registered", "cnt"),
        delimiter=";",
    ),
    Source(
        "air (Beijing)",
        "PRSA_data_2010.1.1-2014.12.31.csv",
        ("year", "month", "day", "hour"),
        "%Y %m %d %H",
        ("pm2.5",),
    ),
    Source("taxi rides (NAB)", "nyc_taxi.csv", ("timestamp",), "%Y-%m-%d %H:%M:%S", ("value",), stride=400),
)


@dataclass(frozen=True, slots=True)
class Published:
    """A set as a whole: the first of its hours, counted from 1970, and its series by hours (NaN where there is no value)."""

    name: str
    first: int
    series: tuple[NDArray[np.float64], ...]


def published(folder: Path) -> Iterator[tuple[Source, Published]]:
    """Give each set that is there, with where it is from."""
    for source in SOURCES:
        found = next(
            (path for path in sorted(folder.rglob("*.csv")) if path.name.endswith(source.file)), None
        )
        if found is not None:
            yield source, _read(source, found)


def real(folder: Path) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """Give each set that is there: its name, and windows of WHOLE hours (windows by hours, NaN where there is no value)."""
    for source, found in published(folder):
        windows = [
            part
            for series in found.series
            for start in range(0, len(series) - WHOLE + 1, source.stride)
            if usable(part := series[start : start + WHOLE])
        ]
        if windows:
            chosen = np.linspace(0, len(windows) - 1, min(len(windows), source.most)).astype(int)
            yield source.name, np.array(windows)[chosen]


def with_growth(windows: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    """Add growth of 0.2 to 1 % of the level a day to each window, from an hour on two to nine weeks after its start."""
    chance = np.random.default_rng(seed)
    grown = windows.copy()
    hours = np.arange(windows.shape[1])
    for row in range(len(grown)):
        start, share = int(chance.integers(336, 1_512)), chance.uniform(0.002, 0.01)
        level = np.nanmean(np.abs(grown[row, :start]))
        grown[row] += level * share * np.maximum(0, hours - start) / _HOURS_A_DAY
    return grown


def trailing_means(windows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the mean of each hour and the 23 before it; NaN where less than half of them are there."""
    there = np.isfinite(windows)
    sums, counts = (
        np.pad(np.cumsum(one, axis=1), ((0, 0), (1, 0))) for one in (np.where(there, windows, 0.0), there)
    )
    parts = [one[:, _HOURS_A_DAY:] - one[:, :-_HOURS_A_DAY] for one in (sums, counts)]
    means = np.where(parts[1] >= _HOURS_A_DAY / 2, parts[0] / np.maximum(parts[1], 1), np.nan)
    return np.pad(means, ((0, 0), (_HOURS_A_DAY - 1, 0)), constant_values=np.nan)


def usable(part: NDArray[np.float64]) -> bool:
    """Tell whether a window has nearly all of its hours, and moves."""
    there = np.isfinite(part)
    return bool(
        there.mean() > _LEAST_THERE and there[LEARN:].mean() > _LEAST_THERE and np.nanstd(part[:LEARN]) > 0
    )


def _read(source: Source, path: Path) -> Published:
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file, delimiter=source.delimiter))
    moments = [" ".join(row[name] for name in source.time) for row in rows]
    hours = np.array(
        [int(datetime.strptime(one, source.form).replace(tzinfo=UTC).timestamp()) // 3_600 for one in moments]
    )
    first = int(hours.min())
    hours -= first
    series = []
    for name in source.values:
        values = np.array([float(row[name]) if row[name] not in {"", "NA"} else np.nan for row in rows])
        good = np.isfinite(values)
        sums = np.bincount(hours[good], values[good], int(hours.max()) + 1)
        counts = np.bincount(hours[good], minlength=int(hours.max()) + 1)
        series.append(np.where(counts > 0, sums / np.maximum(counts, 1), np.nan))
    return Published(source.name, first, tuple(series))
