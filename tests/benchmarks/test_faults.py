"""The table of faults: a row for each, and an exit code that tells whether all is as it was promised."""

from collections import Counter

import pytest

from benchmarks import faults
from mainstay.domain.run import RunState
from tests.hostile.runs.reckoning import Reckoning


def rows(
    found: Reckoning, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str, str]:
    monkeypatch.setattr(faults, "FAULTS", {"the sky falls": lambda site: (3, "1 stops", found)})
    code = faults.main(["--store", "sqlite"])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_what_is_as_promised_leaves_with_0(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = Reckoning(Counter({RunState.DONE: 1_200, RunState.UNDONE: 4}), 7_000, 5, 6, 7)
    code, out, err = rows(found, monkeypatch, capsys)
    assert (code, err) == (0, "")
    assert "| sqlite | the sky falls | 3 kills + 1 stops | 1,200 | 4 | 7,000 | 5 | 6 | 0 | 0 | 0 |" in out
    assert "\n3 kills\n" in out


@pytest.mark.parametrize("amiss", ["doubled", "lost", "wrong"])
def test_whatever_is_amiss_leaves_with_1_and_is_told(
    amiss: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = rows(Reckoning(**{amiss: ("x",)}), monkeypatch, capsys)  # type: ignore[arg-type]
    assert code == 1
    assert err == f"sqlite, the sky falls: {amiss}: x\n"


def test_each_fault_is_tried_on_each_store_where_there_is_such_a_thing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(faults, "FAULTS", dict.fromkeys(faults.FAULTS, lambda site: (0, "1", Reckoning())))
    faults.main([])
    told = [line.split(" | ")[:2] for line in capsys.readouterr().out.splitlines()[4:] if " | " in line]
    assert len(told) == 2 * len(faults.FAULTS) - 2
    assert [name for store, name in told if store == "| postgresql"] == list(faults.FAULTS)
