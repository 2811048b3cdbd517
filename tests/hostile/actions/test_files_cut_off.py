"""Writing a file, cut off before and after each call to the system: the file is the old one or the new one, and whole."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from mainstay.domain.run import Mark
from tests.hostile.actions.cutting_off import CASES, CuttingOff, Ground


@pytest.fixture(scope="module")
def cut_off() -> Iterator[CuttingOff]:
    """Give what has work cut off."""
    made = CuttingOff()
    yield made
    made.close()


@pytest.mark.parametrize("again", [True, False], ids=["then-tried-again", "then-taken-back"])
@pytest.mark.parametrize("case", CASES)
def test_cut_off_anywhere_there_is_the_old_file_or_the_new_one(
    tmp_path: Path, cut_off: CuttingOff, case: str, again: bool
) -> None:
    kept = []
    for place in count():
        ground = Ground.made(case, tmp_path / str(place))
        killed = cut_off(ground, "do", place)
        assert ground.content in {ground.case.before, ground.case.after}
        if again:
            assert (ground.do(), ground.content) == (Mark.DONE, ground.case.after)
        kept.append(ground.undo())
        assert ground.is_as_before()
        if not killed:
            break
    assert len(kept) > 25
    # Cut off before a copy was kept, nothing was done that could be taken back; ever after it can be.
    assert kept == sorted(kept, key=[Mark.NOT_BEGUN, Mark.DONE].index)
    assert set(kept) == ({Mark.DONE} if again else {Mark.NOT_BEGUN, Mark.DONE})


@pytest.mark.parametrize("case", CASES)
def test_taking_it_back_can_be_cut_off_anywhere_too(tmp_path: Path, cut_off: CuttingOff, case: str) -> None:
    for place in count():
        ground = Ground.made(case, tmp_path / str(place))
        assert ground.do() is Mark.DONE
        killed = cut_off(ground, "undo", place)
        assert ground.content in {ground.case.before, ground.case.after}
        assert ground.undo() is Mark.DONE
        assert ground.is_as_before()
        if not killed:
            break
    assert place > 20
