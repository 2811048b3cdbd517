"""Dates that are known put beside forecasts: those of the operator's file, and of this host where it is forecast."""

import platform
from dataclasses import replace

from mainstay.adapters.host.kernel_files import KernelFiles
from mainstay.analysis.end_of_life.finding import ends_of_host
from mainstay.config.operator.forecast_setting import ForecastsSetting
from mainstay.domain.dated_end import DatedEnd
from mainstay.domain.forecast import ForecastList

_HOST = "host:"
_RELEASE = ("etc/os-release", "usr/lib/os-release")


def with_ends(
    found: ForecastList, setting: ForecastsSetting, files: KernelFiles | None = None
) -> ForecastList:
    """Give forecasts with the dates that are known of what they are about, the soonest first."""
    ends = [*found.ends, *setting.dates]
    own = next((source for source in found.sources if source.startswith(_HOST)), "")
    if own:
        ends += _of_host(own, found.at, files or KernelFiles())
    return replace(found, ends=tuple(sorted(ends, key=lambda one: one.at)))


def _of_host(subject: str, now: int, files: KernelFiles) -> tuple[DatedEnd, ...]:
    told = next((text for text in map(files.text, _RELEASE) if text), "")
    return ends_of_host(told, platform.python_version(), subject, now)
