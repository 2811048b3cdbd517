"""Since when each finding has been there and where it is going, read off the snapshots of the past year."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mainstay.analysis.health.calendar import nearest_moments
from mainstay.analysis.health.excess import FUNCTION_RULES, LARGE_CLASS
from mainstay.domain.finding import Course, Finding, Since
from mainstay.keepers.code.content import MARKER
from mainstay.keepers.code.snapshot import Snapshot, column
from mainstay.keepers.code.trend import Year

_QUARTER = "a quarter"
_FELT = 0.05
"""So much of its value a finding must have moved to be called better or worse."""

_Name = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Moment:
    """What was found at one moment: values by (path as it is called now, code, symbol)."""

    at: int
    values: Mapping[_Name, float]


def with_ages(
    found: Iterable[Finding], year: Year, created: Mapping[str, int], large: float
) -> list[Finding]:
    """Add to each finding since when it has been there and its course over the quarter, where the past tells.

    `created` are the times at which paths came up, `large` is the limit of a large file.
    """
    moments = [_Moment(one.at, _values(one.snapshot, year.names_at(one.at), large)) for one in year.earlier]
    quarter = dict(nearest_moments(year.times[:-1], year.now.at)).get(_QUARTER)
    then = moments[quarter] if quarter is not None else None

    def aged(finding: Finding) -> Finding:
        name = _name(finding)
        if name is None or not moments:
            return finding
        since = _since(name, moments, year.now.at, created.get(finding.path, 0))
        return replace(finding, since=since, course=_course(name, finding.value, then))

    return [aged(finding) for finding in found]


def _name(finding: Finding) -> _Name | None:
    if finding.code == MARKER:
        return (finding.path, finding.code, finding.text)
    if finding.code in {*FUNCTION_RULES, LARGE_CLASS, "large-file", "duplicated-code"}:
        return (finding.path, finding.code, finding.symbol)
    return None


def _values(snapshot: Snapshot, names: Mapping[str, str], large: float) -> dict[_Name, float]:
    now = [names.get(path, path) for path in snapshot.paths]
    values: dict[_Name, float] = {}
    for place, code, symbol, value in snapshot.flaws:
        name = (now[place], code, symbol)
        values[name] = max(values.get(name, 0.0), value)
    table = snapshot.table()
    lines, copied = column(table, "code_lines").tolist(), column(table, "duplicated_lines").tolist()
    values |= {
        (path, "large-file", ""): count for path, count in zip(now, lines, strict=True) if count > large
    }
    values |= {(path, "duplicated-code", ""): count for path, count in zip(now, copied, strict=True) if count}
    return values


def _since(name: _Name, moments: list[_Moment], now: int, created: int) -> Since:
    by = now
    for moment in reversed(moments):
        if name not in moment.values:
            # A file that came later than that moment cannot have held it before.
            return Since(max(moment.at, created - 1), by)
        by = moment.at
    return Since(max(created - 1, 0), by)


def _course(name: _Name, value: float, then: _Moment | None) -> Course:
    if then is None:
        return Course.UNKNOWN
    before = then.values.get(name)
    if before is None:
        return Course.NEW
    if abs(value - before) <= _FELT * before:
        return Course.SAME
    return Course.WORSE if value > before else Course.BETTER
