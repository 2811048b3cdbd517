"""Where the next fixes will fall, and what that order was worth here, as the page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mainstay.domain.code_report import CodeReport
from mainstay.domain.ranking import Expectation, Proof, Window
from mainstay.present.amounts import hour
from mainstay.present.charts.dots import DotRow, dot_chart
from mainstay.present.charts.intervals import interval_bar
from mainstay.present.prospects import (
    MEASURES,
    RANDOM,
    READ_FIRST,
    WHICH_FILES,
    Measure,
    OrderFigures,
    below_chance,
    expected,
    in_window,
    labels,
    mean,
    means,
    order_name,
    orders_of,
    reasons,
    record,
    worth,
)
from mainstay.present.ranking import read_first, which_files
from mainstay.present.times import month

FIRST = 20
_MOST_ORDERS, _MOST_WINDOWS = 12, 12


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file: what is expected of it in words and as a bar, how long it takes to read, and why."""

    file: Expectation
    fixes: str
    bar: Markup
    hours: str
    why: str


@dataclass(frozen=True, slots=True)
class FileOrder:
    """One order of files: `first` ones to be seen, then the `rest`, folded; or why it is not recommended (`worse`)."""

    ident: str
    title: str
    about: str
    first: Sequence[FileRow]
    rest: Sequence[FileRow]
    worse: str = ""


@dataclass(frozen=True, slots=True)
class MeasureChart:
    """One measure over all orders: a drawing, and rows of an order's name, its figure in each window, and its mean."""

    ident: str
    name: str
    about: str
    ours: str
    drawing: Markup
    windows: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Prospects:
    """All that the page tells of a ranking; `means` are rows of an order's name, whether it is ours, and its means."""

    total: int
    orders: Sequence[FileOrder]
    claim: bool
    worth: Sequence[str]
    labels: str
    besides: str
    charts: Sequence[MeasureChart]
    means: Sequence[OrderFigures]
    windows: Sequence[Window]


def prospects(report: CodeReport, most: int) -> Prospects | None:
    """Take what a report says of fixes to come, at most so many files in each order; None without a ranking."""
    ranking = report.ranking
    if ranking is None:
        return None
    proof = ranking.proof
    orders = [
        _order(
            "first",
            "What to read first",
            "Most fixes met in an hour of reading.",
            read_first(report, most),
            below_chance(proof, READ_FIRST),
        ),
        _order(
            "which",
            "Which files will need fixing",
            "Most fixes expected within a year.",
            which_files(report, most),
            below_chance(proof, WHICH_FILES),
        ),
    ]
    names = orders_of(proof)[:_MOST_ORDERS]
    windows = proof.windows[:_MOST_WINDOWS]
    return Prospects(
        len(ranking.files),
        orders if ranking.files else (),
        proof.claim,
        worth(proof),
        labels(proof) if windows else "",
        record(proof),
        [_chart(proof, measure, names, windows) for measure in MEASURES] if windows else (),
        means(proof)[:_MOST_ORDERS],
        windows,
    )


def _order(ident: str, title: str, about: str, files: Sequence[Expectation], worse: str) -> FileOrder:
    if worse:
        return FileOrder(ident, title, about, (), (), worse)
    most = max((file.high for file in files[:FIRST]), default=0.0)
    rows = [
        FileRow(
            file,
            expected(file),
            interval_bar(file.low, file.fixes, file.high, most),
            hour(file.hours),
            reasons(file),
        )
        for file in files
    ]
    return FileOrder(ident, title, about, rows[:FIRST], rows[FIRST:])


def _chart(proof: Proof, measure: Measure, names: Sequence[str], windows: Sequence[Window]) -> MeasureChart:
    past = windows[::-1]  # a table of time reads from the left
    figures = {order: [in_window(one, order, measure) for one in past] for order in names}
    rows = [
        DotRow(order_name(order), figures[order], mean(proof, order, measure), order == measure.ours)
        for order in names
    ]
    ident = f"proof-{measure.field}"
    return MeasureChart(
        ident,
        measure.name,
        measure.about,
        f"{order_name(measure.ours)} {measure.told(mean(proof, measure.ours, measure))}",
        dot_chart(
            ident,
            f"{measure.name} of each order",
            f"{measure.about}. A dot is a window, the tick their mean, the dashed line the mean of random order.",
            rows,
            tell=measure.told,
            guide=mean(proof, RANDOM, measure),
        ),
        [month(one.begin) for one in past],
        [
            [order_name(order), *map(measure.told, figures[order]), measure.told(mean(proof, order, measure))]
            for order in names
        ],
    )
