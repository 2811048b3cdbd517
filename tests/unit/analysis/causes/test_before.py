"""What changed before a moment is told, and what changed at other times is not."""

import numpy as np
import pytest

from mainstay.analysis.causes.before import changed_before
from mainstay.analysis.causes.ranking import HOUR
from mainstay.domain.anomaly import Happening
from mainstay.domain.cause import CauseKind, CauseVerdict, Standing
from tests.unit.analysis.causes.worlds import SLOTS, looked, walks

BEGAN = 400


def noise(count: int) -> np.ndarray:
    return np.random.default_rng(5).normal(size=(count, SLOTS))


@pytest.mark.parametrize("lead", [0, 1, 4])
def test_what_changed_just_before_is_told_with_when(lead: int) -> None:
    rows = noise(20)
    rows[7, BEGAN - lead :] += 40
    rows[3, 200:] += 40
    rows[4, BEGAN + 3 :] += 40
    found = changed_before(looked(noise(1)[0], rows), BEGAN * HOUR)
    assert found.verdict is CauseVerdict.FOUND
    assert found.began == BEGAN * HOUR
    (one,) = found.causes
    assert one.what == "c7"
    assert one.lag == lead * HOUR
    assert one.strength > 4


def test_nothing_is_told_where_nothing_changed() -> None:
    found = changed_before(looked(noise(1)[0], noise(20)), BEGAN * HOUR)
    assert found.verdict is CauseVerdict.NONE
    assert "none changed before it" in found.reason


def test_what_was_done_is_told_beside_it() -> None:
    done = [
        Happening((BEGAN - 2) * HOUR, "host:a", "a run of Mainstay"),
        Happening((BEGAN - 30) * HOUR, "host:a", "an event"),
    ]
    found = changed_before(looked(noise(1)[0], noise(3)), BEGAN * HOUR, done)
    (one,) = found.causes
    assert (one.kind, one.lag) == (CauseKind.RUN, 2 * HOUR)
    assert "2 hours before" in one.evidence


def test_bad_input_is_told() -> None:
    rows = np.vstack([np.full((1, SLOTS), 3.0), np.full((1, SLOTS), np.nan)])
    found = changed_before(looked(noise(1)[0], rows), BEGAN * HOUR)
    assert found.looked_at == {Standing.UNUSABLE: 2}
    early = changed_before(looked(noise(1)[0], walks(2)), 5 * HOUR)
    assert early.verdict is CauseVerdict.TOO_SHORT
    none = changed_before(looked(noise(1)[0], np.empty((0, SLOTS))), BEGAN * HOUR)
    assert none.verdict is CauseVerdict.NO_CANDIDATES
    with pytest.raises(ValueError, match="not within"):
        changed_before(looked(noise(1)[0], walks(2)), SLOTS * HOUR)
