"""What `mainstay drift` calls: files made to counts, and compared."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from mainstay.adapters.tables.csv_columns import CsvColumns
from mainstay.adapters.tables.parquet_columns import ParquetColumns
from mainstay.analysis.drift.comparing import compared
from mainstay.analysis.drift.courses import course_of
from mainstay.analysis.drift.gates import Gates
from mainstay.domain.column_role import Role
from mainstay.domain.drift import DriftReport
from mainstay.domain.drift_asked import DriftAsked
from mainstay.domain.errors import RunFailed, UsageError
from mainstay.domain.notice import Notice
from mainstay.domain.sketch import TableSketch
from mainstay.keepers.models.learning import learn, learn_spans
from mainstay.keepers.models.learnt import MOST_BYTES, is_kept, kept, learnt
from mainstay.ports.columns import Columns, Spans
from mainstay.present.visible import visible
from mainstay.wiring.judging_models import challenge, is_parquet, quality

_HEAD = 64


def drift(asked: DriftAsked) -> tuple[DriftReport, str]:
    """Compare the two files; the reference as it would be kept comes with it. Raises UsageError and RunFailed."""
    # Times and groups, such as searches, are always others in a later table.
    left = frozenset((*asked.leave_out, *filter(None, (asked.time, asked.group))))
    reference, told = table_of(asked.reference, left, None)
    current, more = table_of(asked.current, left, reference)
    _known(asked, reference, current)
    said = (*asked.predictions, *filter(None, (asked.challenger,)))
    roles = dict.fromkeys(asked.labels, Role.LABEL) | dict.fromkeys(said, Role.PREDICTION)
    gates = gates_of(asked.gate)
    found = compared(reference, current, gates, roles)
    if asked.time:
        spans, further = spans_of(asked, left, current, reference)
        more += further
        if spans:
            found = replace(found, course=course_of(reference, spans, asked.every, gates, roles))
    if len(asked.labels) == len(asked.predictions) == 1:
        both = (*asked.labels, *asked.predictions)
        # What is labelled later has no label yet: then there is nothing to be told of the model.
        if all(name in table.columns for name in both for table in (reference, current)):
            found = replace(found, quality=quality(asked.reference, asked.current, *both, asked.group))
        if asked.challenger and all(name in current.columns for name in (*both, asked.challenger)):
            other = challenge(asked.current, *both, asked.challenger, asked.group)
            found = replace(found, challenge=other)
    return replace(found, notices=_once([*told, *more])), kept(reference)


def gates_of(gate: float) -> Gates:
    """Give the gates of all measures where this is the one that numbers are held to."""
    scale = gate / Gates().wasserstein
    return Gates(wasserstein=gate, kolmogorov=gate, variation=gate, words=0.2 * scale)


def spans_of(
    asked: DriftAsked,
    left: frozenset[str],
    current: TableSketch,
    reference: TableSketch,
    within: range | None = None,
) -> tuple[dict[int, TableSketch], list[Notice]]:
    """Learn each span of time of the current file, or those `within`, by their numbers. Raises UsageError and RunFailed."""
    path = Path(asked.current)
    if _kept(path) is not None:
        raise UsageError(
            "what was kept cannot be divided by time",
            where=f"--time {visible(asked.time, 100)}",
            mend="give the table itself as CURRENT",
        )
    reading = _reader(path).read(path, left, Spans(asked.time, asked.every))
    return learn_spans(path.name, reading, current, reference, within)


def table_of(name: str, left: frozenset[str], before: TableSketch | None) -> tuple[TableSketch, list[Notice]]:
    """Learn a file, or read what was learnt of it, without the columns that are `left` out. Raises UsageError and RunFailed."""
    path = Path(name)
    data = _kept(path)
    if data is not None:
        found = learnt(data, visible(name, 300))
        columns = {column: one for column, one in found.columns.items() if column not in left}
        return TableSketch(found.name, found.rows, columns), []
    return learn(path.name, _reader(path).read(path, left), before)


def _reader(path: Path) -> Columns:
    return ParquetColumns() if is_parquet(path) else CsvColumns()


def _kept(path: Path) -> bytes | None:
    """Give the bytes of a learnt table, None where the file is something else."""
    # A pipe would keep us waiting; who reads tables says what is wrong with it.
    if not path.is_file():
        return None
    try:
        with path.open("rb") as file:
            if not is_kept(file.read(_HEAD)):
                return None
            file.seek(0)
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise RunFailed(
            f"the table cannot be read: {error.strerror}",
            where=visible(str(path), 300),
            mend="look at its permissions",
        ) from error
    if len(data) > MOST_BYTES:
        raise UsageError(
            f"the learnt reference has more than {MOST_BYTES} bytes",
            where=visible(str(path), 300),
            mend="learn it again with --keep",
        )
    return data


def _known(asked: DriftAsked, *tables: TableSketch) -> None:
    """Raise UsageError where a column is named that neither table has."""
    there = {name for table in tables for name in table.columns}
    other = (asked.challenger,) if asked.challenger else ()
    given = (("--label", asked.labels), ("--prediction", asked.predictions), ("--challenger", other))
    for option, names in given:
        for name in names:
            if name not in there:
                raise UsageError(
                    "no column is called so",
                    where=f"{option} {visible(name, 100)}",
                    mend=f"the columns are: {visible(', '.join(sorted(there)[:20]), 300)}",
                )


def _once(notices: Sequence[Notice]) -> tuple[Notice, ...]:
    return tuple(dict.fromkeys(notices))
