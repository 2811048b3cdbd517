"""What got worse and better, and what moved the score since each earlier point."""

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text

from mainstay.domain.code_report import CodeReport
from mainstay.domain.health import Movement
from mainstay.domain.trend import Change, Trend
from mainstay.present.numbers import NONE, decimal, signed, signed_percent
from mainstay.present.text.columns import Column, laid_out, shortened, title
from mainstay.present.text.look import BAD, FAINT, GOOD, by_change
from mainstay.present.visible import visible
from mainstay.present.wording import amount, earlier, from_to, measure, mover_name, part_title, scope_name

_LEAST_PATH = 18
_BESIDE_CAUSES = 35  # cells of the other columns


def changes_table(trend: Trend, width: int, most: int, *, short: bool = False) -> RenderableType:
    """Give what got worse and then what got better, a row each: the scope, the measure, its change, that of its lines.

    The lines stand beside it so that growth is told from decay. One line says so where nothing changed. A `short` table
    leaves out what got better where something got worse.
    """
    changed = [
        (name, changes[:most], signal)
        for name, changes, signal in (("Got worse", trend.worse, BAD), ("Got better", trend.better, GOOD))
        if changes
    ]
    if not changed:
        return Text("In shape, no folder or file got measurably worse or better this quarter.", FAINT)
    if short:
        changed = changed[:1]
    rows: list[list[Text] | Text] = []
    for name, changes, signal in changed:
        if rows:
            rows += [Text(), title(name)]
        rows += [_change(change, signal) for change in changes]
    name, changes, _ = changed[0]
    columns = [
        Column(side="left", long=True),
        Column(side="left"),
        Column(from_width=90),
        Column("change"),
        Column("lines", from_width=80),
        Column("points"),
    ]
    return laid_out(title(name, f"against {earlier(visible(changes[0].since, 20))}"), columns, rows, width)


def movements_table(report: CodeReport, width: int) -> RenderableType:
    """Give a line for each earlier point: the score then, how far it moved, and the largest causes."""
    columns = [
        Column(side="left"),
        Column("then"),
        Column("change"),
        Column("largest causes", "left", long=True),
    ]
    rows = [_movement(report, movement, width) for movement in report.movements]
    return laid_out(title("What moved the score"), columns, rows, width)


def _change(change: Change, signal: str) -> list[Text]:
    return [
        Text(scope_name(change.path, 0)),
        Text(measure(change.measure)),
        Text(from_to(change), FAINT),
        Text(amount(change), signal),
        Text(signed_percent(change.lines_share), FAINT),
        Text(signed(change.points), by_change(change.points)),
    ]


def _movement(report: CodeReport, movement: Movement, width: int) -> list[Text]:
    since = earlier(visible(movement.since, 20))
    if movement.before is None or movement.after is None:
        return [Text(since), Text(NONE, FAINT), Text(NONE, FAINT), Text("no score at that point", FAINT)]
    change = movement.after - movement.before
    return [
        Text(since),
        Text(decimal(movement.before)),
        Text(signed(change), by_change(change)),
        _causes(report, movement, width),
    ]


def _causes(report: CodeReport, movement: Movement, width: int) -> Text:
    """Name as many causes, largest first, as fit beside the other columns with enough of their paths to know them by."""
    told = Text()
    left = width - _BESIDE_CAUSES
    rose = (movement.after or 0.0) >= (movement.before or 0.0)
    # What went the way of the whole stands first, or a small rise would name a fall alone.
    for mover in sorted(movement.movers, key=lambda one: (one.points > 0) != rose):
        if not round(mover.points, 1):
            continue
        points, path, part = signed(mover.points), mover_name(mover), f" ({part_title(report, mover.part)})"
        comma = ", " if told.plain else ""
        room = left - len(f"{comma}{points} {part}")
        if room < _LEAST_PATH and told.plain:
            break
        if room < _LEAST_PATH:
            room, part = left - len(f"{points} "), ""
        path = shortened(path, room)
        told.append(comma).append(points, by_change(mover.points)).append(f" {path}").append(part, FAINT)
        left -= cell_len(f"{comma}{points} {path}{part}")
    return told if told.plain else Text("nothing that counts", FAINT)
