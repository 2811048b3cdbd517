"""What is told of a metrics server beside what was found on it."""

from collections.abc import Iterator, Sequence

from mainstay.domain.errors import MainstayError
from mainstay.domain.notice import ENDED, Notice, Weight
from mainstay.keepers.metrics.families import Family
from mainstay.keepers.metrics.found import Found
from mainstay.keepers.metrics.stating import FILE, Ruled
from mainstay.present.numbers import plural
from mainstay.present.times import day
from mainstay.present.visible import visible

UNREAD = "metrics-unread"
_EXAMPLES = 5


def unread_family(server: str, family: Family, failure: MainstayError) -> Notice:
    """Say that the series of a family are not known."""
    return Notice(
        UNREAD,
        f"{visible(server, 100)} did not answer for {visible(family.name, 100)}: {visible(failure.what, 300)}.",
        Weight.LIMIT,
        failure.mend or "look whether the server is well",
        examples=(visible(family.query, 200),),
    )


def family_left_out(family: Family, count: int) -> Iterator[Notice]:
    """Say how many series of a family are more than are looked at."""
    if count > 0:
        yield Notice(
            "metrics-family-left-out",
            f"There are more series of {visible(family.name, 100)} than are looked at; left out: {count}.",
            Weight.LIMIT,
            f"state what matters among the series of forecasts in {FILE}",
            count,
            (visible(family.query, 200),),
        )


def labels_unfit(family: Family, count: int) -> Iterator[Notice]:
    """Say how many series of a family have labels that no store keeps."""
    if count > 0:
        yield Notice(
            "metrics-labels-unfit",
            f"Series of {visible(family.name, 100)} whose labels hold a NUL character or have no end were left out: {count}.",
            Weight.LIMIT,
            "look which program shows such labels",
            count,
            (visible(family.query, 200),),
        )


def absent(server: str, family: Family) -> Notice:
    """Say that a series of the operator's file is not there."""
    return Notice(
        "metrics-absent",
        f"{visible(server, 100)} has no series {visible(family.name, 100)}, which {FILE} names.",
        Weight.LIMIT,
        f"mend its query in {FILE}",
        examples=(visible(family.query, 200),),
    )


def ended(server: str, last: int) -> Notice:
    """Say when the last points were of series that have none now."""
    return Notice(
        ENDED,
        f"The series of {visible(server, 100)} have ended: their last points are from {day(last)}.",
        Weight.LIMIT,
        "look whether it still reads its targets",
    )


def unasked(families: Sequence[Family]) -> Iterator[Notice]:
    """Say what was not asked for, because the time was over."""
    if families:
        yield Notice(
            "metrics-unasked",
            f"The time for questions was over before all were asked; left out: {len(families)}.",
            Weight.LIMIT,
            "look whether the server is well",
            len(families),
            tuple(visible(one.name, 100) for one in families[:_EXAMPLES]),
        )


def unread_rules(server: str, failure: MainstayError) -> Notice:
    """Say that no limit was read off rules."""
    return Notice(
        "metrics-rules-unread",
        f"No limits were read off alerting rules of {visible(server, 100)}: {visible(failure.what, 300)}.",
        Weight.NOTE,
        failure.mend or "look whether the server is well",
    )


def passed_over(rules: Ruled) -> Iterator[Notice]:
    """Say how many rules gave no limit."""
    if rules.passed_over:
        yield Notice(
            "metrics-rules-passed-over",
            "Alerting rules that hold more than one quantity against one number give no limit and were passed over: "
            f"{rules.passed_over}.",
            Weight.NOTE,
            f"state a limit among the series of forecasts in {FILE}",
            rules.passed_over,
        )
    if rules.left_out:
        yield Notice(
            "metrics-rules-left-out",
            f"There are more alerting rules than are asked for; left out: {rules.left_out}.",
            Weight.LIMIT,
            f"state what matters among the series of forecasts in {FILE}",
            rules.left_out,
        )


def left_out(count: int, most: int) -> Iterator[Notice]:
    """Say how many series are more than are forecast."""
    if count > 0:
        yield Notice(
            "metrics-series-left-out",
            f"Of one server the {most} series that are nearest to their limits are forecast; left out: {count}.",
            Weight.LIMIT,
            "let it forecast more series",
            count,
        )


def without_past(server: str, found: Sequence[Found]) -> Iterator[Notice]:
    """Say of how many series there is nothing but the point of now."""
    if found:
        yield Notice(
            "metrics-past-empty",
            f"{plural(len(found), 'series', 'series')} of {visible(server, 100)} have no points in the past yet.",
            Weight.NOTE,
            "come back tomorrow",
            len(found),
            tuple(f"{one.signal.subject}: {one.signal.what}" for one in found[:_EXAMPLES]),
        )


def limitless(found: Sequence[Found]) -> Iterator[Notice]:
    """Say of how many series nobody stated a limit."""
    without = [one for one in found if one.signal.limit is None]
    if without:
        yield Notice(
            "metrics-no-limit",
            f"Nobody states a limit of {len(without)} series: no date can be told for them.",
            Weight.NOTE,
            f"state what is promised among the slos of forecasts in {FILE}, or give one with --limit 'NAME>N'",
            len(without),
            tuple(f"{one.signal.subject}: {one.signal.what}" for one in without[:_EXAMPLES]),
        )
