"""Simulated changes under watch: what two arms measure, minute after minute, from a seed."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.canary.sample import Arm, Sample, paired
from mainstay.domain.canary import Measured, Watched

Figures = NDArray[np.float64]
MINUTE, BEGAN = 60.0, 1_000_000.0
ERRORS = 0.001
_BEFORE = 180  # minutes of the control before the change: what a watch asks for by itself
_LATENCY, _SPREAD = 0.12, 0.5  # median in seconds, and the deviation of its logarithm over requests

ERRORS_ALONE = (Watched("errors", Measured.COUNTS, critical=True, tolerance=0.25),)
LATENCY_ALONE = (Watched("p95", Measured.SERIES, critical=True, tolerance=0.05),)
MEMORY = Watched("memory", Measured.SERIES, tolerance=0.05)
ALL = (*ERRORS_ALONE, *LATENCY_ALONE, MEMORY)
GAUGES = tuple(
    Watched(f"gauge {number}", Measured.SERIES, critical=True, tolerance=0.05) for number in range(1, 6)
)


@dataclass(frozen=True)
class World:
    """What befalls two arms.

    `rate` is how often both fail, `errors` and `latency` what becomes of the canary's, as multiples of the usual. `clump` is
    how many errors come together. `wave` moves both arms alike, `own` each by itself (deviations of logarithms, which last for
    about ten and five minutes). `bursts` is the share of minutes with five times the errors. `known` is whether the control
    was there before the change, and without a `control` the time before it is compared. `requests` are those of a minute in
    each arm, in the middle of the watch where the day moves them: within an hour they, and how often one fails, grow by the
    factor exp(`slope`), and what takes time or memory by exp(`slope` / 5). `missing` is the share of the minutes that are lost,
    of each arm and each metric by itself. With `gauges` there are five series more, which remember.
    """

    rate: float = 1.0
    errors: float = 1.0
    latency: float = 1.0
    clump: float = 1.0
    wave: float = 0.0
    own: float = 0.0
    bursts: float = 0.0
    known: bool = True
    control: bool = True
    requests: int = 500
    slope: float = 0.0
    missing: float = 0.0
    gauges: bool = False


def samples(world: World, minutes: int, seed: int) -> Mapping[str, Sample]:
    """Simulate one change: the samples of the metrics, of which a watch takes what it watches."""
    chance = np.random.default_rng(seed)
    wave = waves(chance, _BEFORE + minutes, 0.9, world.wave)
    times: Figures = np.asarray(BEGAN + MINUTE * (np.arange(-_BEFORE, minutes) + 1), dtype=np.float64)
    day = world.slope * ((times - BEGAN) / 3600 - 0.5)
    arms = [np.exp(day + wave + waves(chance, len(wave), 0.8, world.own)) for _ in range(2)]
    totals = np.round(world.requests * np.exp(day))
    memory = [100 * np.exp(day / 5 + waves(chance, len(times), 0.7, 0.05)) for _ in arms]
    measured = {
        "errors": (
            _errors(chance, world, totals * arms[0] * world.errors),
            _errors(chance, world, totals * arms[1]),
        ),
        "p95": (_p95(chance, world, arms[0]) * world.latency, _p95(chance, world, arms[1])),
        "memory": (memory[0], memory[1]),
    }
    for gauge in GAUGES if world.gauges else ():
        canary, control = (np.exp(day / 5 + waves(chance, len(times), 0.5, 0.1)) for _ in arms)
        measured[gauge.name] = canary, control
    return {
        name: _sample(world, chance, times, values, totals if name == "errors" else np.zeros(0))
        for name, values in measured.items()
    }


def _sample(
    world: World,
    chance: np.random.Generator,
    times: Figures,
    values: tuple[Figures, Figures],
    totals: Figures,
) -> Sample:
    """Put what two arms measured side by side, or the canary against the time before."""
    arms = [Arm(times, one, totals) for one in values]
    if world.missing:
        arms = [arm.at(np.flatnonzero(chance.random(len(times)) >= world.missing)) for arm in arms]
    changed, beside = (arm.at(np.flatnonzero(arm.times > BEGAN)) for arm in arms)
    before = arms[1].until(BEGAN)
    if not world.control:
        return Sample(changed, before, False)
    return paired(changed, beside, before if world.known and len(totals) else Arm())


def waves(chance: np.random.Generator, minutes: int, remembers: float, deviation: float) -> Figures:
    """Give a series in which each minute remembers so much of the one before."""
    fresh = chance.normal(size=minutes) * math.sqrt(1 - remembers**2)
    found = np.empty(minutes)
    now = chance.normal()
    for minute in range(minutes):
        now = remembers * now + fresh[minute]
        found[minute] = now
    return deviation * found


def _errors(chance: np.random.Generator, world: World, level: Figures) -> Figures:
    rate = ERRORS * world.rate * level * np.where(chance.random(len(level)) < world.bursts, 5.0, 1.0)
    if world.clump == 1.0:
        return chance.poisson(rate).astype(np.float64)
    clumps = chance.poisson(rate / world.clump)
    # The sum of so many geometric sizes, each at least one.
    return np.asarray(
        clumps + chance.negative_binomial(np.maximum(clumps, 1), 1 / world.clump) * (clumps > 0), float
    )


def _p95(chance: np.random.Generator, world: World, level: Figures) -> Figures:
    """Give the 95th percentile of each minute's requests; of waves of errors latency feels a fifth."""
    times = _LATENCY * np.exp(_SPREAD * chance.normal(size=(len(level), world.requests)))
    return np.asarray(np.quantile(times, 0.95, axis=1) * level**0.2, dtype=np.float64)
