"""What `mainstay nightly` looks at models with: the files of the operator's file, and what reads them."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from mainstay.domain.drift_asked import DriftAsked
from mainstay.domain.errors import RunFailed, UsageError
from mainstay.domain.watched_model import WatchedModel
from mainstay.keepers.models.watching import SPAN, Learnt, ModelSeries
from mainstay.present.visible import visible
from mainstay.wiring.drifting import gates_of, spans_of, table_of
from mainstay.wiring.record_keeping import Records

_MOST_FILES = 100_000


def model_series(records: Records) -> list[ModelSeries]:
    """Give the models of the operator's file; their relative paths begin at its folder."""
    folder = records.outside.folder or Path()
    return [
        ModelSeries(one, gates_of(one.gate), partial(learnt, folder=folder))
        for one in records.operator.models
    ]


def learnt(model: WatchedModel, within: range, folder: Path) -> Learnt:
    """Learn the files of a model, day by day those `within`.

    Raises UsageError for what is wrong with them, RunFailed for what cannot be read.
    """
    where = f"models: {visible(model.name, 100)}"
    reference = folder / model.reference
    current = _newest(folder / model.current, where)
    for path in (reference, current):
        if not path.is_file():
            raise UsageError(
                f"there is no file {visible(str(path), 300)}",
                where=where,
                mend="mend the path, or make the file",
            )
    left = frozenset((*model.leave_out, model.time))
    asked = DriftAsked(str(reference), str(current), time=model.time, every=SPAN)
    before, told = table_of(asked.reference, left, None)
    now, more = table_of(asked.current, left, before)
    days, further = spans_of(asked, left, now, before, within)
    named = [replace(one, text=f"{where}: {one.text}") for one in dict.fromkeys((*told, *more, *further))]
    return Learnt(before, days, named)


def _newest(path: Path, where: str) -> Path:
    """Give the file that was changed last of those that a pattern fits, of several of one moment the last by name."""
    if "*" not in path.name:
        return path
    found: tuple[int, str, Path] | None = None
    try:
        for place, one in enumerate(path.parent.glob(path.name)):
            if place >= _MOST_FILES:
                raise UsageError(
                    f"more than {_MOST_FILES} files fit {visible(str(path), 300)}",
                    where=where,
                    mend="narrow it",
                )
            if one.is_file():
                stood = (one.stat().st_mtime_ns, one.name, one)
                found = stood if found is None else max(found, stood)
    except OSError as error:
        raise RunFailed(
            f"the folder cannot be read: {error.strerror}", where=where, mend="look at its permissions"
        ) from error
    if found is None:
        raise UsageError(f"no file fits {visible(str(path), 300)}", where=where, mend="mend the pattern")
    return found[2]
