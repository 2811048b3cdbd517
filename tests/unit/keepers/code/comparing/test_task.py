"""A comparison that a worker did not bring to its end, and one that leaves out what is too large, are told apart."""

import pytest

from mainstay import wiring
from mainstay.cli.fail_on import Limits, judged
from mainstay.cli.session import Session
from mainstay.domain.check_options import CheckOptions, Churn
from mainstay.domain.code_report import CodeReport
from mainstay.domain.comparison import Base
from mainstay.domain.errors import EvidenceMissing, ExitCode
from mainstay.keepers.code.comparing import sides, task
from tests.fakes.source import DAY, MadeUpRepository
from tests.fakes.workers import DyingError
from tests.unit.keepers.code.looking import Looker, module, notice_of

GATE = Limits("large-file", codes=("large-file",))


def of_a_change() -> tuple[CodeReport, CheckOptions]:
    made = MadeUpRepository()
    first = made.commit({"src/a.py": module("a"), "src/b.py": module("b")})
    made.commit({"src/a.py": module("a", "added")}, at=made.now + DAY)
    options = CheckOptions(churn=Churn.NONE, since=Base(first, "the first commit"))
    return Looker(options=options).look(made.opened()), options


def test_a_whole_comparison_says_nothing_and_passes() -> None:
    report, options = of_a_change()
    assert notice_of(report, "comparison-unfinished") is notice_of(report, "comparison-left-out") is None
    assert judged(Session(wiring), report, GATE, options) == ExitCode.DONE


@pytest.mark.parametrize(
    ("error", "how"),
    [(DyingError(), "ended"), (RecursionError(), "nested too deep"), (MemoryError(), "too little memory")],
)
def test_a_worker_that_ends_leaves_the_evidence_missing(
    error: BaseException, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dying(_: task.Asked) -> None:
        raise error

    monkeypatch.setattr(task, "compare", dying)
    report, options = of_a_change()
    notice = notice_of(report, "comparison-unfinished")
    assert notice is not None
    assert how in notice.text
    assert notice.mend
    assert notice_of(report, "comparison-left-out") is None
    with pytest.raises(EvidenceMissing, match="The worker that compared the files") as told:
        judged(Session(wiring), report, GATE, options)
    assert told.value.exit_code == ExitCode.EVIDENCE
    assert told.value.mend == notice.mend


def test_what_is_too_large_is_told_by_its_own_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sides, "_MOST_READ", 10)
    report, options = of_a_change()
    notice = notice_of(report, "comparison-left-out")
    assert notice is not None
    assert (notice.count, notice.mend) == (2, task.NEARER)
    assert notice_of(report, "comparison-unfinished") is None
    with pytest.raises(EvidenceMissing, match="too large"):
        judged(Session(wiring), report, GATE, options)
