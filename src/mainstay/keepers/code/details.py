"""The functions and types that a report lists, within what a report can hold.

One small content under many names, or many short definitions in one, would otherwise make a report of gigabytes out of
a repository of kilobytes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mainstay.keepers.code.content import NO_DETAIL, Content, Detail, detail_of

MOST_IN_A_FILE = 20_000
MOST = 300_000
"""Functions and types together."""


@dataclass(slots=True)
class Details:
    """What is listed of each file; `left_out` are the paths of those whose functions and types are not."""

    of: Mapping[str, Detail]
    left_out: list[str] = field(default_factory=list)


def details_within(
    contents: Iterable[tuple[str, Content]], most: int = MOST, most_in_a_file: int = MOST_IN_A_FILE
) -> Details:
    """Read the details of files, given as (path, content), the most important first, until `most` entries are listed.

    Files of the same content share what is read.
    """
    known: dict[bytes, Detail] = {}
    of: dict[str, Detail] = {}
    told = Details(of)
    left = most
    for path, content in contents:
        if not content.detail:
            continue
        bound = min(left, most_in_a_file)
        detail = NO_DETAIL
        if content.functions <= bound:
            detail = known.setdefault(content.detail, known.get(content.detail) or detail_of(content))
        size = len(detail.functions) + len(detail.types) + len(detail.markers)
        if detail is NO_DETAIL or size > bound:
            told.left_out.append(path)
            continue
        of[path] = detail
        left -= size
    return told
