"""What is told of limits of the command line: those that do nothing, and those that stand in the place of others."""

from collections.abc import Iterator, Sequence

from mainstay.analysis.forecasting.limiting import nearest, unused
from mainstay.domain.forecast_asked import GivenLimit
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.signal import Side, Signal
from mainstay.present.numbers import plural
from mainstay.present.visible import visible


def of_no_use(signals: Sequence[Signal], limits: Sequence[GivenLimit]) -> Iterator[Notice]:
    """Tell of limits that do nothing for the series there are, so that nobody takes their silence for good news."""
    for one in unused(signals, limits) if signals else ():
        sign = ">" if one.side is Side.ABOVE else "<"
        value = f"{one.value * 100:g}%" if one.share else f"{one.value:g}"
        why = "no series that it names has a limit of its own" if one.share else "no series is named so"
        text = f"The limit {visible(one.name, 200)}{sign}{value} is of no use: {why}."
        mend = "give the whole name, or a glob: '*disk*>450'"
        if near := [f"'{visible(name, 100)}'" for name in nearest(signals, one)]:
            mend += f"; near are {', '.join(near)}"
        yield Notice("limit-unused", text, Weight.LIMIT, mend)


def of_supposed(count: int) -> Iterator[Notice]:
    """Tell how many series were given another limit than their own."""
    if count:
        text = (
            f"{plural(count, 'series has', 'series have')} another limit from the command line than their own: "
            "nothing of them enters the ledger."
        )
        yield Notice("limit-supposed", text, count=count)
