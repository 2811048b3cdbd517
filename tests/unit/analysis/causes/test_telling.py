"""The sentences of candidates."""

import pytest

from mainstay.analysis.causes.telling import seen, seen_at, times


@pytest.mark.parametrize(
    ("spreads", "told"),
    [(3.14, "3.1 times"), (98.9, "98.9 times"), (100.0, "over 99 times"), (1e9, "over 99 times")],
)
def test_what_is_cut_off_claims_no_figure(spreads: float, told: str) -> None:
    assert times(spreads) == told
    assert seen_at(spreads, 0, slope=False).endswith(f", {told} as far as at other moments")


def test_a_share_is_written_as_all_others() -> None:
    assert "explains 96 % of the slope, chance of coincidence 0.5 %" in seen(7_200, 0.9, 0.96, 0.005)
