"""Which evidence each code of `--fail-on` rests on, and what of it was missing, so that no gate passes without it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from mainstay.domain.check_options import CheckOptions
from mainstay.domain.code_report import CodeReport
from mainstay.domain.external import CODE as EXTERNAL
from mainstay.domain.notice import Notice
from mainstay.domain.source_file import TOO_HARD
from mainstay.present.visible import visible

_MOST_NAMED = 5
COVERAGE, NEW_COVERAGE, SCORE = "coverage", "new-coverage", "score"


class Evidence(Enum):
    """What a verdict may rest on."""

    CONTENTS = auto()
    FUNCTIONS = auto()
    SURVEY = auto()
    MANIFESTS = auto()
    DECLARATIONS = auto()
    CONTRACTS = auto()
    PAST = auto()
    RUNS = auto()
    LINES_RUN = auto()
    TEST_FILES = auto()
    OUTSIDE = auto()
    COMPARISON = auto()


_OF_CONTENTS = (Evidence.CONTENTS,)
_OF_FUNCTIONS = (Evidence.CONTENTS, Evidence.FUNCTIONS)
_OF_NAMES = (Evidence.CONTENTS, Evidence.SURVEY)
_OF_IMPORTS = (*_OF_NAMES, Evidence.MANIFESTS)
_OF_DECLARATIONS = (*_OF_NAMES, Evidence.DECLARATIONS)
_OF_COVERAGE = (Evidence.LINES_RUN,)

RESTS_ON: Mapping[str, tuple[Evidence, ...]] = {
    "complex-function": _OF_FUNCTIONS,
    "long-function": _OF_FUNCTIONS,
    "deep-nesting": _OF_FUNCTIONS,
    "many-parameters": _OF_FUNCTIONS,
    "large-class": _OF_FUNCTIONS,
    "large-file": _OF_CONTENTS,
    "duplicated-code": _OF_CONTENTS,
    "todo-comment": _OF_CONTENTS,
    "does-not-parse": _OF_CONTENTS,
    "dead-module": _OF_IMPORTS,
    "dead-function": _OF_NAMES,
    "dead-class": _OF_NAMES,
    "dead-method": _OF_NAMES,
    "dead-variable": _OF_NAMES,
    "import-cycle": _OF_IMPORTS,
    "layer-violation": (*_OF_IMPORTS, Evidence.CONTRACTS),
    "unused-dependency": _OF_DECLARATIONS,
    "missing-dependency": _OF_DECLARATIONS,
    "test-only-dependency": _OF_DECLARATIONS,
    "fixed-again": (Evidence.PAST,),
    "knowledge-left": (Evidence.PAST,),
    "knowledge-of-one": (Evidence.PAST,),
    "change-coupling": (Evidence.PAST,),
    "flaky-test": (Evidence.RUNS,),
    "slow-test": (Evidence.RUNS,),
    "untested-risk": _OF_COVERAGE,
    EXTERNAL: (Evidence.OUTSIDE,),
    COVERAGE: _OF_COVERAGE,
    NEW_COVERAGE: _OF_COVERAGE,
    SCORE: _OF_CONTENTS,
}
"""Of each code of a finding, and each figure that has a limit, the evidence that it rests on."""
OF_URGENCIES = (Evidence.CONTENTS, Evidence.SURVEY, Evidence.TEST_FILES)
"""What an urgency rests on: findings of every kind that is looked for without being asked for."""

_SHORT_OF: Mapping[Evidence, frozenset[str]] = {
    Evidence.CONTENTS: frozenset({"unreadable-files"}),
    Evidence.FUNCTIONS: frozenset({"functions-left-out"}),
    Evidence.SURVEY: frozenset({"usage-left-out"}),
    Evidence.MANIFESTS: frozenset({"manifests-left-out"}),
    Evidence.DECLARATIONS: frozenset({"declarations-left-out"}),
    Evidence.CONTRACTS: frozenset({"contracts-not-judged"}),
    Evidence.PAST: frozenset({"history-left-out", "shallow-clone"}),
    Evidence.RUNS: frozenset({"results-unread", "results-left-out", "test-files-left-out", "tests-left-out"}),
    Evidence.LINES_RUN: frozenset(
        {"coverage-unread", "coverage-stale", "coverage-outdated", "test-files-left-out", "tests-left-out"}
    ),
    Evidence.TEST_FILES: frozenset({"tests-left-out"}),
    Evidence.OUTSIDE: frozenset({"external-left-out"}),
    Evidence.COMPARISON: frozenset({"comparison-left-out", "comparison-unfinished"}),
}
"""The notices that tell that some of it was not read."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A part of the evidence that was not there or not read: what, in a clause, and how to mend it."""

    what: str
    mend: str


def missing(
    report: CodeReport, options: CheckOptions, asked: Sequence[str], *, by_urgency: bool
) -> tuple[Missing, ...]:
    """Tell what the verdict on these codes and figures lacks, and with `by_urgency` that on an urgency; each part once.

    Findings of plugins are not among them: their runs tell whether they failed.
    """
    needed = [each for code in asked for each in RESTS_ON.get(code.partition(":")[0], ())]
    needed += OF_URGENCIES if by_urgency else ()
    if needed and report.comparison is not None:
        needed.append(Evidence.COMPARISON)
    lacks = [one for each in dict.fromkeys(needed) for one in _lacking(each, report, options)]
    lacks += _unheard(report, options, asked)
    return tuple(dict.fromkeys(lacks))


def _lacking(evidence: Evidence, report: CodeReport, options: CheckOptions) -> Iterator[Missing]:
    absent = _ABSENT.get(evidence)
    if absent is not None and (what := absent(report, options)) is not None:
        yield what
    for notice in report.notices:
        if notice.code in _SHORT_OF[evidence]:
            yield Missing(_said(notice), notice.mend or f"mainstay explain {notice.code}")


def _said(notice: Notice) -> str:
    text = notice.text.rstrip(".")
    return f"{text} ({', '.join(notice.examples)})" if notice.examples else text


def _too_hard(report: CodeReport, _options: CheckOptions) -> Missing | None:
    """Tell of files whose parsing was given up; of a change those that it touches are told by the comparison."""
    hard = [one.file.path for one in report.files if one.file.error.startswith(TOO_HARD)]
    if not hard or report.comparison is not None:
        return None
    more = f" and {len(hard) - 1} more" if len(hard) > 1 else ""
    return Missing(
        f"parsing {hard[0]}{more} took more time or memory than a file may",
        "name what is no code of yours under exclude, generated or vendored in mainstay.toml",
    )


def _no_past(report: CodeReport, _options: CheckOptions) -> Missing | None:
    if report.history is not None:
        return None
    return Missing("the past was not read", "leave out --no-history, in a clone with its whole history")


def _no_runs(report: CodeReport, options: CheckOptions) -> Missing | None:
    if report.tests is not None and report.tests.runs is not None:
        return None
    return Missing(
        "there are no results of test runs",
        "name JUnit XML of the runs with --junit PATH" if options.tests else "leave out --no-tests",
    )


def _no_lines_run(report: CodeReport, options: CheckOptions) -> Missing | None:
    coverage = report.tests.coverage if report.tests is not None else None
    if coverage is not None and coverage.executable:
        return None
    if coverage is not None and coverage.sources:
        return Missing(
            "the coverage data tells of no file here which lines can run",
            "coverage xml, at the root of the repository and of this commit, then --coverage coverage.xml",
        )
    return Missing(
        "there is no coverage to judge",
        "run the tests with coverage first and name the data with --coverage FILE"
        if options.tests
        else "leave out --no-tests",
    )


def _none_outside(_report: CodeReport, options: CheckOptions) -> Missing | None:
    if options.sarif:
        return None
    return Missing("no other analyser's results were given", "name them with --sarif FILE")


def _unheard(report: CodeReport, options: CheckOptions, asked: Iterable[str]) -> Iterator[Missing]:
    """Tell of analysers that a code names and of which the files that were given hold no results."""
    tools = dict.fromkeys(
        code.partition(":")[2].partition("/")[0] for code in asked if code.startswith(f"{EXTERNAL}:")
    )
    for tool in tools if options.sarif else ():
        if tool not in report.analysers:
            given = ", ".join(visible(one, 60) for one in report.analysers[:_MOST_NAMED]) or "none"
            yield Missing(
                f"there are no results of {tool}; the files given with --sarif have those of: {given}",
                f"name the file that {tool} wrote with --sarif FILE",
            )


_ABSENT: Mapping[Evidence, Callable[[CodeReport, CheckOptions], Missing | None]] = {
    Evidence.CONTENTS: _too_hard,
    Evidence.PAST: _no_past,
    Evidence.RUNS: _no_runs,
    Evidence.LINES_RUN: _no_lines_run,
    Evidence.OUTSIDE: _none_outside,
}
