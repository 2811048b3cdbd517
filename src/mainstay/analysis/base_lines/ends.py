"""When the support of what a repository builds on ends: each release once, with the places that name it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from mainstay.analysis.end_of_life.finding import end_of_support
from mainstay.analysis.end_of_life.releases import TAKEN
from mainstay.domain.base_line import BaseLine
from mainstay.domain.dated_end import DatedEnd

_PLACES = 2


def ends_of(lines: Iterable[BaseLine], subject: str, now: int) -> tuple[DatedEnd, ...]:
    """Give the ends that are known, the soonest first; one that is past is there too.

    Of a release that is only the oldest admitted one it says so: nothing need run on it.
    """
    places: defaultdict[DatedEnd, list[BaseLine]] = defaultdict(list)
    for line in lines:
        end = end_of_support(line.product, line.version, subject, now)
        if end is not None:
            places[end].append(line)
    return tuple(sorted((_told(end, found) for end, found in places.items()), key=lambda one: one.at))


def _told(end: DatedEnd, found: list[BaseLine]) -> DatedEnd:
    ordered = sorted(found, key=lambda one: (one.admitted, one.path.count("/"), one.path, one.line))
    told = [f"{one.path}:{one.line} ({one.text})" for one in ordered[:_PLACES]]
    left = len(ordered) - len(told)
    more = f" and {left} more" if left else ""
    admitted = " (still admitted)" if ordered[0].admitted else ""
    return replace(end, what=f"{end.what}{admitted}", source=f"{', '.join(told)}{more}; looked up on {TAKEN}")
