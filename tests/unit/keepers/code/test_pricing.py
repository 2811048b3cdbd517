"""Prices of a look: every step of each stands in the record, and the steps give the price."""

import pytest

from mainstay.analysis.effort.debt_ratio import LEAST_CHANGES
from mainstay.domain.check_options import CheckOptions
from mainstay.domain.code_report import CodeReport
from mainstay.domain.finding import Finding
from mainstay.domain.price import Price, Work
from mainstay.keepers.code.pricing.prices import AGAIN
from tests.fakes.source import DAY, MadeUpRepository
from tests.unit.keepers.code.looking import function, look


@pytest.fixture(scope="module")
def report() -> CodeReport:
    """Two years of a few files, one of which holds a hard and long function and is fixed now and then."""
    made = MadeUpRepository()
    hard = function("tangled", decisions=60, lines=80)
    made.commit(
        {"src/hard.py": hard, "src/plain.py": "def plain():\n    return 1\n", "src/note.py": "# TODO: tell\n"}
    )
    for step in range(40):
        made.now += 18 * DAY
        made.commit(
            {"src/hard.py": f"{hard}STEP = {step}\n"}, "Fix what was wrong" if step % 3 == 0 else "Go on"
        )
        made.commit({"src/plain.py": f"def plain():\n    return {step}\n"}, "Go on", at=made.now + 1_800)
    return looked(made)


def looked(made: MadeUpRepository) -> CodeReport:
    """Look with the lines of the past year counted, as the program does unless it is told otherwise."""
    return look(made, options=CheckOptions())


def priced(report: CodeReport) -> list[tuple[Finding, Price]]:
    return [(one, one.price) for one in report.findings if one.price is not None]


def test_each_price_is_what_its_steps_give(report: CodeReport) -> None:
    found = priced(report)
    assert found
    for finding, price in found:
        assert price.steps[0].code == finding.code
        assert price.effort == max(
            (step.effort for step in price.steps), key=lambda hours: (hours.p50, hours.p90)
        )
        assert price.carrying.p50 == pytest.approx(sum(step.carrying.p50 for step in price.steps))
        assert price.basis == ", ".join(sorted(step.code for step in price.steps[1:]))
        for step in price.steps:
            assert step.work is not Work.UNKNOWN
            assert 0 < step.lines.p50 <= step.lines.p90


def test_what_one_repair_mends_together_has_a_step_each(report: CodeReport) -> None:
    together = next(price for finding, price in priced(report) if len(price.steps) > 1)
    assert {"complex-function", "long-function"} <= {step.code for step in together.steps}
    step = next(step for step in together.steps if step.code == "complex-function")
    assert step.debt == pytest.approx(1.0)
    assert step.changed is False
    assert step.part == pytest.approx(AGAIN[False])
    assert step.fixes > 0
    assert step.fixes_share is not None
    assert step.hours_per_fix > 0


def test_a_kind_of_which_the_past_tells_nothing_costs_nothing(report: CodeReport) -> None:
    note = next(price for finding, price in priced(report) if finding.code == "todo-comment")
    assert note.steps[0].work is Work.FIX
    assert note.steps[0].fixes_share is None
    assert note.carrying.p90 == 0


def test_few_changes_carry_no_ratio_and_say_so(report: CodeReport) -> None:
    assert report.debt is not None
    assert report.debt.cost_share is None
    assert f"{LEAST_CHANGES} are needed" in report.debt.cost_share_reason


def test_a_fix_of_two_files_counts_half_in_each() -> None:
    """The ranking foretells the same touches of the hard file; the price charges it half of each fix."""
    made, hard, other = (
        MadeUpRepository(),
        function("tangled", decisions=60, lines=80),
        "def other():\n    return 0\n",
    )
    made.commit({"src/hard.py": hard, "src/other.py": other})
    for step in range(40):
        made.now += 18 * DAY
        made.commit(
            {"src/hard.py": f"{hard}STEP = {step}\n", "src/other.py": f"{other}STEP = {step}\n"}, "Fix it"
        )
        made.commit({"note.md": f"{step}\n"}, at=made.now + 1_800)
    told = looked(made)
    assert told.ranking is not None
    expected = next(one.fixes for one in told.ranking.files if one.path == "src/hard.py")
    together = next(price for _, price in priced(told) if len(price.steps) > 1)
    step = next(step for step in together.steps if step.code == "complex-function")
    assert step.files_per_fix == pytest.approx(2.0)
    assert step.fixes == pytest.approx(expected / 2)


def test_what_changed_in_the_year_has_more_of_its_files_debt() -> None:
    """Two functions alike; one changed half a year ago, so that it is likelier to be what is worked on next."""
    made = MadeUpRepository()
    still = function("still", decisions=40)
    made.commit({"src/a.py": still + function("lively", decisions=40), "notes.txt": "1\n"})
    made.months(13)
    made.commit({"src/a.py": still + function("lively", decisions=38)})
    made.months(2)
    for step in range(30):
        files = {"src/a.py": still + function("lively", decisions=40), "notes.txt": f"{step}\n"}
        made.commit(files, "Fix it")
    told = {one.symbol: one for one in look(made).findings if one.code == "complex-function"}
    assert (told["still"].changed, told["lively"].changed) == (False, True)
    parts = {name: one.price.steps[0].part for name, one in told.items() if one.price is not None}
    assert parts["lively"] / parts["still"] == pytest.approx(AGAIN[True] / AGAIN[False], rel=0.1)
    assert sum(parts.values()) <= 1 + 1e-9


def test_writing_code_is_no_cost_of_keeping_it(report: CodeReport) -> None:
    """What was committed a moment ago has no carrying cost, in a repository of which much is known; its change has one."""
    made = MadeUpRepository()
    for step in range(30):
        made.commit({"src/plain.py": f"def plain():\n    return {step}\n"}, "Go on")
        made.commit({"src/other.py": f"def other():\n    return {step}\n"}, "Go on", at=made.now + 1_800)
    unused = "".join(f"def unused_{number}():\n    return {number}\n\n\n" for number in range(20))
    made.commit({"src/unused.py": unused}, "Add what nothing uses", at=made.now + 1_800)
    new = [price for finding, price in priced(looked(made)) if finding.path == "src/unused.py"]
    assert new
    assert {price.carrying.p90 for price in new} == {0}
    made.commit({"src/unused.py": f"{unused}# And more.\n"}, "Go on", at=made.now + 1_800)
    assert any(
        price.carrying.p50 > 0 for finding, price in priced(looked(made)) if finding.path == "src/unused.py"
    )


def test_where_no_own_work_was_seen_fixes_alone_are_carried() -> None:
    made = MadeUpRepository()
    hard = function("tangled", decisions=60, lines=80)
    for step in range(40):
        made.now += 18 * DAY
        made.commit({"src/hard.py": f"{hard}STEP = {step}\n"}, "Fix it" if step % 2 else "Go on")
    told = looked(made)
    assert told.costs is not None
    assert told.costs.effort.observed == 0
    assert {step.hours for _, price in priced(told) for step in price.steps} == {0}
    assert any(step.fixes > 0 for _, price in priced(told) for step in price.steps)
