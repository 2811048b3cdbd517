"""The benchmark of flaky rates: its intervals hold what they say, and what is broken is never told as flaky."""

from pathlib import Path

import pytest

from benchmarks import flaky
from benchmarks.flaky import SETTINGS, simulate


def test_intervals_of_a_common_suite_hold() -> None:
    told = simulate(SETTINGS[0], 25)
    assert told.tests > 100
    assert told.wrongly == 0
    assert 0.74 <= told.held / told.tests <= 0.87


def test_with_nothing_flaky_nothing_is_told() -> None:
    assert simulate(SETTINGS[-1], 10).tests == 0


def test_it_prints_a_row_for_each_setting_and_judges_a_work_tree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(flaky, "rows", lambda: [["a", *"1234567"]])
    (tmp_path / "junit.xml").write_text('<testsuite><testcase name="t"/></testsuite>')
    assert flaky.main(["--repo", str(tmp_path)]) == 0
    assert (
        "1 test in 1 run; nothing is told of flaky tests: no run names its commit" in capsys.readouterr().out
    )
