"""Where the next fixes will fall: what to read first, which files, and what that order was worth here."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from mainstay.domain.code_report import CodeReport
from mainstay.domain.ranking import Expectation, Proof, Ranking
from mainstay.present.amounts import hour
from mainstay.present.numbers import count, significant
from mainstay.present.prospects import (
    MEASURES,
    READ_FIRST,
    WHICH_FILES,
    Measure,
    OrderFigures,
    below_chance,
    by_window,
    expected,
    labels,
    means,
    reasons,
    record,
    worth,
)
from mainstay.present.ranking import read_first, which_files
from mainstay.present.text.columns import NEVER, Column, laid_out, paragraph, title
from mainstay.present.text.look import FAINT, PLAIN, STRONG, WARN
from mainstay.present.times import iso
from mainstay.present.visible import visible

_MOST_WINDOWS = 6
_SEVERAL_REASONS_FROM = 170  # the width from which a second reason leaves the paths whole


def prospects(ranking: Ranking, report: CodeReport, width: int, most: int) -> RenderableType:
    """Give the first files of both orders, and in a few lines what the orders were worth on the repository's own past."""
    proof = ranking.proof
    pieces = [paragraph(" ".join(worth(proof)), PLAIN if proof.claim else WARN)]
    # Why nothing is claimed mostly names the same fixes and windows.
    if proof.windows and (proof.claim or not proof.evidence or proof.evidence not in proof.reason):
        how = labels(proof)
        pieces.append(paragraph(f"{how[:1].upper()}{how[1:]}.", FAINT))
    return Group(*_files(report, proof, width, most), *pieces) if ranking.files else Group(*pieces)


def _files(report: CodeReport, proof: Proof, width: int, most: int) -> Iterator[RenderableType]:
    """Give the first files of the orders that did no worse than chance, in one table, and say it of one that did."""
    orders = (
        (READ_FIRST, "What to read first", "by fixes an hour", read_first(report, most)),
        (WHICH_FILES, "Which files", "by fixes", which_files(report, most)),
    )
    kept = []
    for order, name, by, files in orders:
        if worse := below_chance(proof, order):
            yield Group(title(name), paragraph(worse, WARN))
        else:
            kept.append((title(name, by), files))
    if kept:
        yield _table(kept, width)


def _table(orders: Sequence[tuple[Text, Sequence[Expectation]]], width: int) -> RenderableType:
    why = 1 if width < _SEVERAL_REASONS_FROM else 2
    (heading, first), *others = orders
    rows: list[list[Text] | Text] = [_file(one, why) for one in first]
    for name, files in others:
        rows += [name, *(_file(one, why) for one in files)]
    reasoned = any(one.reasons for _, files in orders for one in files)
    columns = [
        Column(side="left", long=True),
        Column("fixes a year (80 %)"),
        Column("to read", from_width=60),
        Column("an hour", from_width=80),
        Column("why", "left", from_width=110 if reasoned else NEVER),
    ]
    return laid_out(heading, columns, rows, width)


def proof_tables(proof: Proof, width: int) -> RenderableType | None:
    """Give the means of all orders and then each window's figures; None where nothing was judged."""
    if not proof.windows:
        return None
    carried = "" if proof.claim else ", which carry no claim"
    heading = title("Is that order worth anything here?", f"means over the windows{carried}")
    columns = [Column(side="left", long=True), *(Column(measure.name) for measure in MEASURES)]
    rows = [_figures(order) for order in means(proof)]
    tables: list[RenderableType] = [laid_out(heading, columns, rows, width)]
    for measure in MEASURES:
        tables += [Text(), _windows(proof, measure, width)]
    if told := record(proof):
        tables.append(paragraph(told, FAINT))
    return Group(*tables)


def _windows(proof: Proof, measure: Measure, width: int) -> RenderableType:
    windows = proof.windows[:_MOST_WINDOWS]
    # The newest windows stay longest where the room is little.
    columns = [Column(side="left", long=True)]
    columns += [Column(iso(one.begin)[:7], from_width=26 + 9 * place) for place, one in enumerate(windows)]
    rows = [_figures(order) for order in by_window(proof, measure, windows)]
    if measure is MEASURES[0]:
        rows.append([Text("Fixes that came", FAINT), *(Text(count(one.fixes), FAINT) for one in windows)])
    return laid_out(title(measure.name, "by window"), columns, rows, width)


def _figures(order: OrderFigures) -> list[Text]:
    return [Text(order.name, STRONG if order.ours else PLAIN), *map(Text, order.figures)]


def _file(one: Expectation, most_reasons: int) -> list[Text]:
    return [
        Text(visible(one.path)),
        Text(expected(one), STRONG),
        Text(hour(one.hours)),
        Text(significant(one.per_hour)),
        Text(reasons(one, most_reasons), FAINT),
    ]
