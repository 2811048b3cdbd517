"""What grew within the tolerance is remembered, and what one file lost is not paid back while another one holds it."""

from dataclasses import replace

import pytest

from mainstay.domain.comparison import Novelty
from mainstay.keepers.code.comparing.ledger import Ledger
from tests.fakes import written_reports as reports

FOUND = replace(reports.lively().findings[0], code="duplicated-code", path="a.py", value=100.0)


@pytest.mark.parametrize(
    ("tolerance", "after", "counts"), [(0.14, 114, False), (0.14, 115, True), (0, 101, True)]
)
def test_what_grows_counts_beyond_the_tolerance_and_is_told_within_it(
    tolerance: float, after: float, counts: bool
) -> None:
    ledger = Ledger([FOUND], tolerance)
    verdict = ledger.matched(replace(FOUND, value=after), 0)
    assert (verdict is not None and verdict.novelty is Novelty.WORSENED) == counts
    told = ledger.grown(set() if counts else {FOUND.fingerprint})
    assert [(one.before, one.after) for one in told] == ([] if counts else [(100, after)])


def test_parts_grow_together() -> None:
    ledger = Ledger([FOUND])
    for name, value in (("b.py", 60.0), ("c.py", 45.0)):
        assert ledger.part_of([0], replace(FOUND, path=name, value=value, fingerprint=name)) == (True, None)
    told = ledger.grown({"b.py", "c.py"})
    assert [(one.path, one.before, one.after) for one in told] == [("c.py", 100, 105)]
    assert ledger.part_of([0], replace(FOUND, value=10.0)) == (False, None)


def test_nothing_grew_where_the_figure_is_the_same() -> None:
    ledger = Ledger([FOUND], 0)
    assert ledger.matched(FOUND, 0) is None
    assert ledger.grown({FOUND.fingerprint}) == []


def test_what_others_gained_is_taken_off_what_was_lost() -> None:
    ledger = Ledger([FOUND, replace(FOUND, path="b.py", value=30.0)])
    ledger.take(0, 40.0)
    ledger.spread("duplicated-code", 50.0)
    assert [(one.path, one.before, one.after) for one in ledger.paid_back()] == [("a.py", 100, 60)]
