"""From what runs somewhere to the day on which its support ends, where that is known."""

import re
import shlex
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from mainstay.analysis.end_of_life.releases import PRODUCTS, TAKEN
from mainstay.domain.dated_end import DatedEnd, EndKind

_VERSION = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4}){0,3}", re.ASCII)
_MOST_LINES, _LONGEST = 200, 500


def end_of_support(product: str, version: str, subject: str, now: int) -> DatedEnd | None:
    """Give the end of the support of a product's version (`python`, `3.11.4`) for a subject; None where it is not known.

    Where others go on mending a release that its project has left, the day on which they stop is given once the first is past.
    """
    known = PRODUCTS.get(product)
    found = _VERSION.match(version)
    if known is None or found is None:
        return None
    release = ".".join(found.group().split(".")[: known.parts])
    if release not in known.releases:
        return None
    end, what = _end(known.releases[release]), "support"
    if end <= now and release in known.longer:
        end, what = _end(known.longer[release]), known.carried
    return DatedEnd(
        f"{what} of {known.name} {release}",
        subject,
        end,
        EndKind.SUPPORT,
        f"{known.page}, looked up on {TAKEN}",
    )


def ends_of_host(os_release: str, python: str, subject: str, now: int) -> tuple[DatedEnd, ...]:
    """Give the ends of a host's operating system, by its os-release(5), and of the Python that runs this program."""
    told = dict(_assignments(os_release))
    known = (
        end_of_support(told.get("ID", ""), told.get("VERSION_ID", ""), subject, now),
        end_of_support("python", python, subject, now),
    )
    return tuple(one for one in known if one is not None)


def _assignments(text: str) -> Iterator[tuple[str, str]]:
    """Read lines NAME=value as os-release(5) has them; a line that is none is passed over."""
    for line in text.splitlines()[:_MOST_LINES]:
        name, equals, value = line.strip().partition("=")
        if not equals or name.startswith("#") or len(value) > _LONGEST:
            continue
        try:
            words = shlex.split(value)
        except ValueError:
            continue
        yield name, "".join(words[:1])


def _end(day: str) -> int:
    """Give the moment at which a day ends, in UTC: support lasts through its last day."""
    following = date.fromisoformat(day) + timedelta(days=1)
    return int(datetime.combine(following, time(), UTC).timestamp()) - 1
