"""From the table about collecting to its record; each raises ValueError with one sentence on what is wrong."""

import math
import re

from mainstay.analysis.scrubbing.likely_secrets import in_parameters
from mainstay.config.operator.collecting_setting import DAY, CollectingSetting, PageSetting, ProbeSetting
from mainstay.config.operator.collecting_tables import CollectingTable, OwnLimitTable, PageTable, ProbeTable
from mainstay.config.operator.spans import seconds
from mainstay.domain.address import address_in
from mainstay.domain.forecast_asked import GivenLimit
from mainstay.domain.secret import Keeping

_RAREST = 3_600
_SHORTEST, _LONGEST = 14, 3_650
_LARGEST_SHARE = 10.0
_SOURCE = "mainstay-server.yaml"
_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


def collecting(row: CollectingTable) -> CollectingSetting:
    """Give what is collected."""
    every, keep = seconds(row.every), seconds(row.keep)
    if not 1 <= every <= _RAREST:
        raise ValueError(f"every is from 1s to 1h, not {row.every!r}")
    if not _SHORTEST * DAY <= keep <= _LONGEST * DAY:
        raise ValueError(f"keep is from {_SHORTEST}d to {_LONGEST}d, not {row.keep!r}")
    for key in ("pages", "probes"):
        names = [one.name for one in getattr(row, key)]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"{name} stands twice in {key}")
    return CollectingSetting(
        row.by_workers,
        every,
        keep // DAY,
        row.points,
        tuple(map(_page, row.pages)),
        tuple(map(_probe, row.probes)),
        tuple(map(_limit, row.limits)),
    )


def _page(row: PageTable) -> PageSetting:
    if row.address.partition(":")[0] not in set(Keeping):
        _refuse_unfit(row.name, row.address)
    for name, text in row.headers.items():
        if not _HEADER.fullmatch(name) or not text:
            raise ValueError("a header has a name of letters, digits and dashes, and a text")
    for place, found in in_parameters(row.headers, "headers"):
        raise ValueError(f"{place} holds {found}; write env:NAME or file:/path in its place")
    subject = row.subject or f"service:{row.name}"
    return PageSetting(row.name, row.address, subject, row.series, row.token, dict(row.headers))


def _probe(row: ProbeTable) -> ProbeSetting:
    is_port = row.address.startswith("tcp://")
    # A port is written as an address of the web is, and must be named.
    address = f"http://{row.address.removeprefix('tcp://')}" if is_port else row.address
    _refuse_unfit(row.name, address)
    if is_port and not re.search(r":[0-9]{1,5}\Z", row.address):
        raise ValueError(f"the address of {row.name} needs a port: tcp://HOST:PORT")
    return ProbeSetting(row.name, address, not is_port)


def _refuse_unfit(name: str, address: str) -> None:
    try:
        address_in(address)
    except ValueError as error:
        raise ValueError(f"the address of {name} cannot be used: {error}") from None


def _limit(row: OwnLimitTable) -> GivenLimit:
    if (row.limit is None) == (row.share is None):
        raise ValueError(f"the limit of {row.series} has either limit or share")
    if row.share is not None:
        if not 0 < row.share <= _LARGEST_SHARE:
            raise ValueError(f"the share of {row.series} is above 0, and {_LARGEST_SHARE:g} at most")
        return GivenLimit(row.series, row.side, row.share, share=True, source=_SOURCE)
    if row.limit is None or not math.isfinite(row.limit):
        raise ValueError(f"the limit of {row.series} is no number")
    return GivenLimit(row.series, row.side, row.limit, source=_SOURCE)
