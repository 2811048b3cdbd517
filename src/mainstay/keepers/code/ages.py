"""Since when each finding has been there and where it is going, read off the snapshots of the past year."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from mainstay.analysis.health.calendar import nearest_moments
from mainstay.analysis.health.excess import FUNCTION_RULES, LARGE_CLASS
from mainstay.domain.finding import Course, Finding, Since
from mainstay.keepers.code.content import MARKER
from mainstay.keepers.code.snapshot import Snapshot, column
from mainstay.keepers.code.trend import Year

_QUARTER = "a quarter"
_COPIES = "duplicated-code"
_OF_SYMBOLS, _OF_FILES = frozenset({*FUNCTION_RULES, LARGE_CLASS}), frozenset({"large-file", _COPIES})
_FELT = 0.05
"""So much of its value a finding must have moved to be called better or worse."""

_Name = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Moment:
    """What was found at one moment, by (path as it is called now, code, symbol).

    Of files that held what they hold now (`same`) it is what is found `now`; `values` are those of all others.
    """

    at: int
    values: Mapping[_Name, float]
    same: frozenset[str]
    now: Mapping[_Name, float]

    def value(self, name: _Name) -> float | None:
        """Give a finding's value at that moment, None when it was not there."""
        # Copies are no matter of the file alone.
        known = self.now if name[0] in self.same and name[1] != _COPIES else self.values
        return known.get(name)


def with_ages(
    found: Iterable[Finding], year: Year, created: Mapping[str, int], large: float
) -> list[Finding]:
    """Add to each finding since when it has been there and its course over the quarter, where the past tells.

    `created` are the times at which paths came up, `large` is the limit of a large file.
    """
    present = dict(zip(year.now.snapshot.paths, year.now.snapshot.oids, strict=True))
    now = _values(year.now.snapshot, year.now.snapshot.paths, large)
    moments = []
    for one in year.earlier:
        names = year.names_at(one.at)
        paths = [names.get(path, path) for path in one.snapshot.paths]
        held = zip(paths, one.snapshot.oids, strict=True)
        same = frozenset(path for path, oid in held if present.get(path) == oid)
        moments.append(_Moment(one.at, _values(one.snapshot, paths, large, same), same, now))
    quarter = dict(nearest_moments(year.times[:-1], year.now.at)).get(_QUARTER)
    then = moments[quarter] if quarter is not None else None

    def aged(finding: Finding) -> Finding:
        name = _name(finding)
        if name is None or not moments:
            return finding
        since = _since(name, moments, year.now.at, created.get(finding.path, 0))
        changed = (finding.path, finding.symbol) in stirred if finding.code in _OF_SYMBOLS else None
        return replace(finding, since=since, course=_course(name, finding.value, then), changed=changed)

    stirred = _stirred(moments, now)
    return [aged(finding) for finding in found]


def _name(finding: Finding) -> _Name | None:
    if finding.code == MARKER:
        return (finding.path, finding.code, finding.text)
    if finding.code in _OF_SYMBOLS or finding.code in _OF_FILES:
        return (finding.path, finding.code, finding.symbol)
    return None


def _stirred(moments: Iterable[_Moment], now: Mapping[_Name, float]) -> set[tuple[str, str]]:
    """Name the (path, symbol) whose figures were others at any of the moments: it was changed since, or is new."""
    present: defaultdict[str, dict[_Name, float]] = defaultdict(dict)
    for name, value in now.items():
        if name[1] in _OF_SYMBOLS:
            present[name[0]][name] = value
    stirred: set[tuple[str, str]] = set()
    for moment in moments:
        for path in present.keys() - moment.same:
            stirred |= {
                (path, name[2]) for name, value in present[path].items() if moment.values.get(name) != value
            }
    return stirred


def _values(
    snapshot: Snapshot, paths: Sequence[str], large: float, known: Container[str] = ()
) -> dict[_Name, float]:
    """Give what was found in the files of a snapshot, by their names of now; of `known` ones copies only."""
    values: dict[_Name, float] = {}
    new = [path not in known for path in paths]
    for place, code, symbol, value in snapshot.flaws:
        if new[place]:
            name = (paths[place], code, symbol)
            values[name] = max(values.get(name, 0.0), value)
    table = snapshot.table()
    lines, copied = column(table, "code_lines").tolist(), column(table, "duplicated_lines").tolist()
    values |= {
        (path, "large-file", ""): count for path, count in zip(paths, lines, strict=True) if count > large
    }
    values |= {(path, _COPIES, ""): count for path, count in zip(paths, copied, strict=True) if count}
    return values


def _since(name: _Name, moments: list[_Moment], now: int, created: int) -> Since:
    by = now
    for moment in reversed(moments):
        if moment.value(name) is None:
            # A file that came later than that moment cannot have held it before.
            return Since(max(moment.at, created - 1), by)
        by = moment.at
    return Since(max(created - 1, 0), by)


def _course(name: _Name, value: float, then: _Moment | None) -> Course:
    if then is None:
        return Course.UNKNOWN
    before = then.value(name)
    if before is None:
        return Course.NEW
    if abs(value - before) <= _FELT * before:
        return Course.SAME
    return Course.WORSE if value > before else Course.BETTER
