"""Forecasts by other libraries, run in the environment that they are installed in: `METHOD IN.npy OUT.npz`.

IN holds hourly windows (windows by hours, without gaps) that end where the forecast begins; OUT gets the median and the ends of
an 80 % band of each of the next 672 hours, and the processor seconds that it took after loading and a first series.
"""

import logging
import resource
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

AHEAD = 672


def prophet(series: Any) -> tuple[Any, Any, Any]:
    """Forecast by Prophet with its daily and weekly seasons."""
    import pandas  # type: ignore[import-untyped]  # they are installed elsewhere
    from prophet import Prophet  # type: ignore[import-not-found]

    logging.getLogger("cmdstanpy").setLevel(logging.ERROR)
    times = pandas.date_range("2024-01-01", periods=len(series), freq="h")
    model = Prophet(
        interval_width=0.8, daily_seasonality=True, weekly_seasonality=True, yearly_seasonality=False
    )
    model.fit(pandas.DataFrame({"ds": times, "y": series}))
    found = model.predict(model.make_future_dataframe(AHEAD, freq="h", include_history=False))
    return found["yhat"].to_numpy(), found["yhat_lower"].to_numpy(), found["yhat_upper"].to_numpy()


def statistical(name: str) -> Callable[[Any], tuple[Any, Any, Any]]:
    """Forecast by a model of statsforecast."""
    from statsforecast import models  # type: ignore[import-not-found,unused-ignore]

    def made() -> Any:
        if name == "autoets":
            return models.AutoETS(season_length=24)
        if name == "autotheta":
            return models.AutoTheta(season_length=24)
        return models.MSTL(season_length=[24, 168], trend_forecaster=models.AutoETS(model="ZZN"))

    model = made()

    def forecast(series: Any) -> tuple[Any, Any, Any]:
        found = model.forecast(y=series, h=AHEAD, level=[80])
        return found["mean"], found["lo-80"], found["hi-80"]

    return forecast


def _processor() -> float:
    """Give seconds on a processor of this process and of programs that it ran: Prophet fits in one."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> None:
    """Forecast each window in turn."""
    method, source, target = sys.argv[1:]
    windows = np.load(source)
    np.random.seed(1)  # Prophet draws its bands by lot.
    forecast = prophet if method == "prophet" else statistical(method)
    forecast(windows[0])
    begun = _processor()
    found = [forecast(series) for series in windows]
    seconds = _processor() - begun
    middle, low, high = (np.array([one[part] for one in found], dtype=np.float64) for part in range(3))
    np.savez(target, middle=middle, low=low, high=high, seconds=seconds)


if __name__ == "__main__":
    main()
