"""Other methods on the same windows: a monitoring system's linear prediction, the week before again, and libraries.

Libraries are installed from the index into environments of their own, and run there without a network, on one thread.
"""

import subprocess
import tempfile
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.forecast_judging import Answer
from benchmarks.forecast_series import AHEAD, LEARN, trailing_means
from benchmarks.measuring import Failed
from benchmarks.peers import OFFLINE, install, version
from mainstay.analysis.forecasting.levels import filled

Rows = NDArray[np.float64]
PEERS: Final = {
    "prophet": "prophet",
    "mstl": "statsforecast",
    "autotheta": "statsforecast",
    "autoets": "statsforecast",
}
"""Methods of libraries, and the distributions that hold them."""
_SECONDS = 3_600
_HOMES = Path.home() / ".cache" / "mainstay-benchmarks"
_ONE_THREAD = {f"{kind}_NUM_THREADS": "1" for kind in ("OMP", "OPENBLAS", "NUMBA", "MKL", "STAN", "NIXTLA")}


def linear(windows: Rows) -> Answer:
    """Least squares over the last seven days of the signal, as a monitoring system's linear prediction; errors as it left."""
    signal = filled(trailing_means(windows[:, :LEARN]))[:, -168:]
    hours = np.arange(-167, 1)
    centred = hours - hours.mean()
    slope = (signal * centred).sum(axis=1) / (centred**2).sum()
    level = signal.mean(axis=1) - slope * hours.mean()
    rest = np.std(signal - level[:, None] - slope[:, None] * hours, axis=1)[:, None]
    middle = level[:, None] + slope[:, None] * np.arange(1, AHEAD + 1)
    return Answer(middle, middle - 1.2816 * rest, middle + 1.2816 * rest)


def again(windows: Rows) -> Answer:
    """Seasonal naive: the last week again and again; errors as of the weeks before, growing with the root of the weeks."""
    whole = filled(windows[:, :LEARN])
    middle = _trailing(whole, np.tile(whole[:, -168:], (1, AHEAD // 168)))
    signal = filled(trailing_means(windows[:, :LEARN]))
    spread = np.std(signal[:, 168:] - signal[:, :-168], axis=1)[:, None] * np.sqrt(
        np.arange(AHEAD) // 168 + 1
    )
    return Answer(middle, middle - 1.2816 * spread, middle + 1.2816 * spread)


def versions(names: list[str]) -> str:
    """Name the distributions that hold these methods with their versions. Raises Failed where one cannot be installed."""
    found = sorted({PEERS[name] for name in names})
    return ", ".join(f"{one} {version(one, install(one, _HOMES))}" for one in found)


def by_library(name: str, windows: Rows) -> Answer:
    """Forecast windows by a method of a library. Raises Failed when it cannot be installed, fails, or takes an hour."""
    home = install(PEERS[name], _HOMES)
    whole = filled(windows[:, :LEARN])
    with tempfile.TemporaryDirectory(prefix="mainstay-forecast-") as folder:
        scratch = Path(folder)
        source, target = scratch / "in.npy", scratch / "out.npz"
        np.save(source, whole)
        program = Path(__file__).with_name("forecast_peers.py")
        try:
            done = subprocess.run(
                list(map(str, [home / "bin" / "python", program, name, source, target])),
                check=False,
                capture_output=True,
                text=True,
                timeout=_SECONDS,
                env={"PATH": "/usr/bin:/bin", "HOME": folder, **_ONE_THREAD, **OFFLINE},
            )
        except subprocess.TimeoutExpired:
            raise Failed(f"took longer than {_SECONDS} s") from None
        if done.returncode:
            raise Failed("".join(done.stderr.splitlines()[-1:]))
        with np.load(target) as found:
            # A day's mean of the ends is the band of hours that err together; it is the only one that they give.
            middle, low, high = (_trailing(whole, found[part]) for part in ("middle", "low", "high"))
            return Answer(middle, low, high, float(found["seconds"]))


def _trailing(past: Rows, future: Rows) -> Rows:
    return trailing_means(np.concatenate([past, future], axis=1))[:, -AHEAD:]
