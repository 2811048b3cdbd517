"""What the files of test results tell together: read one after the other, put to their runs, judged."""

from collections.abc import Set

from mainstay.analysis.test_runs.identity import identity
from mainstay.analysis.test_runs.judging import judge, run_marks
from mainstay.analysis.test_runs.junit import RunFile, read_junit
from mainstay.analysis.test_runs.results import Results
from mainstay.analysis.test_runs.standing import Standing
from mainstay.domain.errors import RunFailed
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.test_runs import RunHistory, RunMark
from mainstay.ports.artefacts import Artefact, Artefacts, Found

_EXAMPLES = 5


def run_results(
    artefacts: Artefacts, found: Found, paths: Set[str]
) -> tuple[RunHistory | None, tuple[Notice, ...]]:
    """Read files of results and judge them; `paths` are those that tests may stand in. None where nothing could be read."""
    results, read, notices = _gathered(artefacts, found)
    if not read:
        return None, notices
    names, standing = list(results.names), Standing(paths)
    # A line is one of the file that the result names, and no other.
    results.lines = {
        test: line for test, line in results.lines.items() if line and standing.of("", results.files[test])
    }
    return judge(results, read, lambda test: standing.of(names[test], results.files.get(test, ""))), notices


def marks_of(artefacts: Artefacts, found: Found) -> tuple[tuple[RunMark, ...], tuple[Notice, ...]]:
    """Read files of results and tell of each run that can tell whether it was flaky."""
    results, read, notices = _gathered(artefacts, found)
    return run_marks(results) if read else (), notices


def _gathered(artefacts: Artefacts, found: Found) -> tuple[Results, int, tuple[Notice, ...]]:
    """Read files of results; give them with how many could be read."""
    results = Results()
    unread: list[str] = []
    read = 0
    for one in found.files:
        told = _read(artefacts, one, results)
        if told.problem:
            unread.append(f"{one.name}: {told.problem}")
        if told.cases:
            read += 1
            results.close(identity(one.path or one.name.rpartition("/")[2], told.properties, told.at))
    return results, read, _notices(unread, results.beyond)


def _read(artefacts: Artefacts, one: Artefact, results: Results) -> RunFile:
    try:
        return read_junit(artefacts.read(one), one.size, results.take)
    except RunFailed as error:
        return RunFile(problem=error.what)


def _notices(unread: list[str], beyond: int) -> tuple[Notice, ...]:
    found = []
    if unread:
        text = "Files of test results could not be read, or not to their end."
        mend = "look whether the runs were cut off, or name the right files with --junit"
        examples = tuple(unread[:_EXAMPLES])
        found.append(Notice("results-unread", text, Weight.LIMIT, mend, len(unread), examples))
    if beyond:
        text = "Test results are more than are read; those that came last were left out."
        found.append(Notice("results-left-out", text, Weight.LIMIT, "name fewer with --junit", beyond))
    return tuple(found)
