"""All that the files which test runs left behind tell of a repository's tests."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mainstay.domain.coverage import Coverage, LineCoverage
from mainstay.domain.notice import Notice
from mainstay.domain.test_runs import RunHistory, RunMark

SCHEMA = "1"


@dataclass(frozen=True, slots=True)
class Suite:
    """The tests of one repository: what they cover, how their runs went. A part that no file told of is None."""

    coverage: Coverage | None = None
    runs: RunHistory | None = None


@dataclass(frozen=True, slots=True)
class SuiteReport:
    """What `mainstay tests` prints: the tests of one repository at one commit, and what limits what is told of them."""

    repository: str
    commit: str
    suite: Suite
    notices: tuple[Notice, ...]
    schema: str = SCHEMA


@dataclass(frozen=True, slots=True)
class SuiteSeen:
    """What the keeper of tests hands to others: its result, the lines that it rests on by path, and what limits it.

    `made_before` tells of a path the last second in which the oldest data on it can have been made (since 1970), as far as
    that is known. `before` are the lines of the base that a change is held against, by the paths there, empty where no data
    tells of them. `marks` tell of each run whether it was flaky, where that was asked for.
    """

    suite: Suite = field(default_factory=Suite)
    lines: Mapping[str, LineCoverage] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    made_before: Mapping[str, int] = field(default_factory=dict)
    before: Mapping[str, LineCoverage] = field(default_factory=dict)
    marks: tuple[RunMark, ...] = ()


NOT_LOOKED = SuiteSeen()
