"""Collecting put together: this host, the pages and addresses that the operator's file names, and the folder of points."""

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from mainstay.adapters.cache.secret import state_folder
from mainstay.adapters.clock import SystemClock
from mainstay.adapters.host.linux import LinuxHost
from mainstay.adapters.host.probes import Probe, Probing
from mainstay.adapters.http.client import HttpClient
from mainstay.adapters.points.file import PointsFile
from mainstay.adapters.points.holding import holding, last_held
from mainstay.config.operator.collecting_setting import CollectingSetting, ProbeSetting
from mainstay.domain.address import address_in
from mainstay.domain.errors import UsageError
from mainstay.flows.collecting import Collector, Hearing, Page, Terms, collect
from mainstay.present.visible import visible
from mainstay.wiring.named_pages import NamedPage
from mainstay.wiring.outside import Outside
from mainstay.wiring.record_keeping import Records

FOLDER = "points"
ONCE = "--once"
"""What a command is called with that looks once; cron and timers begin it again and again."""
_LONGEST_NAME = 200
_PATIENCE = 5.0
"""Seconds in which a forecast that takes a look has surely taken it."""
_SILENT = 3 * 3_600
"""Seconds after which what comes again and again has stopped coming; some look once an hour."""


@dataclass(frozen=True)
class Collecting:
    """The doors to collecting, as the operator's file that `records` know says; `given` is a folder, "" for the usual one."""

    records: Records
    given: str = ""

    @property
    def setting(self) -> CollectingSetting:
        """What the operator's file says, else what holds without. Raises MainstayError where it cannot be read."""
        return self.records.operator.forecasts.collecting

    @cached_property
    def folder(self) -> Path:
        """Where the points are: as the option, the operator's file, or the user's state say. Raises UsageError without any."""
        return points_folder(self.given, self.setting, self.records.outside)

    @property
    def place(self) -> str:
        """The folder of the points, fit to be shown."""
        return visible(str(self.folder), 300)

    @property
    def name(self) -> str:
        """What this host is called."""
        return host_name()

    @property
    def points(self) -> PointsFile:
        """The points themselves."""
        return PointsFile(self.folder)

    @contextmanager
    def held(self, what: str = "") -> Iterator[Collector]:
        """Give what collects, for the only process that does; `what` tells others which, "" is for one that only looks in.

        Raises Held where another process collects.
        """
        who, patience = (f"process {os.getpid()} ({what})", _PATIENCE) if what else ("", 0.0)
        with holding(self.folder, who, patience):
            yield self.collector()

    def comes_back(self, now: int) -> bool:
        """Whether something has looked here of late that comes again and again, and ends in between."""
        who, at = last_held(self.folder)
        return ONCE in who and now - at <= _SILENT

    def collector(self) -> Collector:
        """Give what looks at this host and all that is named. Raises as `setting` does."""
        setting, outside = self.setting, self.records.outside
        probes = tuple(map(_probe, setting.probes))
        hosts = tuple(one.address.host for one in probes)
        # Whoever names an address with http:// means it.
        probing = Probing(probes, HttpClient(plain=hosts)) if probes else None
        plain = self.records.operator.acting.plain_http
        pages = [Page(NamedPage(one, outside.secrets, plain), one.series) for one in setting.pages]
        return Collector(LinuxHost(host_name(), probing), pages, PointsFile(self.folder), SystemClock())

    def run(self, what: str, terms: Terms, pause: Callable[[float], bool], hearing: Hearing) -> None:
        """Collect until `pause` says that it is to end; see `flows.collecting`. Raises Held where another process does."""
        with self.held(what) as collector:
            collect(collector, terms, SystemClock(), pause, hearing)


def points_folder(given: str, setting: CollectingSetting, outside: Outside) -> Path:
    """Give the folder of points. Raises UsageError where there is no home to keep them in."""
    if given:
        return Path(given).absolute()
    if setting.points:
        return outside.path(setting.points)
    state = state_folder(outside.environment)
    if state is None:
        raise UsageError(
            "there is no home to keep points in",
            where="HOME",
            mend="set HOME, or name a folder with --points",
        )
    return state / FOLDER


def host_name() -> str:
    """Give the name of this host."""
    return visible(socket.gethostname(), _LONGEST_NAME) or "localhost"


def _probe(setting: ProbeSetting) -> Probe:
    # The file was refused if its address could not be used.
    return Probe(setting.name, address_in(setting.address), setting.http)
