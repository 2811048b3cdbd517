"""What the operator's file says about collecting."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mainstay.domain.forecast_asked import GivenLimit

DAY = 86_400


@dataclass(frozen=True, slots=True)
class PageSetting:
    """A page: `address` plain or a reference, `token` a reference or "", `series` globs of what of it is kept."""

    name: str
    address: str
    subject: str
    series: tuple[str, ...] = ("*",)
    token: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProbeSetting:
    """An address that is probed; with `http` false only its port is."""

    name: str
    address: str
    http: bool = True


@dataclass(frozen=True, slots=True)
class CollectingSetting:
    """All that is said about collecting: each `every` seconds, kept for `keep` days, in the folder `points` ("" by default)."""

    by_workers: bool = False
    every: int = 60
    keep: int = 400
    points: str = ""
    pages: tuple[PageSetting, ...] = ()
    probes: tuple[ProbeSetting, ...] = ()
    limits: tuple[GivenLimit, ...] = ()
