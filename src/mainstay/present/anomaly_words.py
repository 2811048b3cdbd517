"""Anomalies in words: what a series did, when, by how much, and what was done nearest to it."""

from typing import Final

from mainstay.domain.anomaly import Anomaly, AnomalyKind
from mainstay.present.measures import measured
from mainstay.present.numbers import plural, significant
from mainstay.present.times import day, iso
from mainstay.present.visible import visible

_LONGEST: Final = 200
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_TWO_HOURS, _TWO_DAYS = 2 * _HOUR, 2 * _DAY
_MANY: Final = 100

KINDS: Final = {
    AnomalyKind.SPIKE: ("spike", "spikes"),
    AnomalyKind.DIP: ("dip", "dips"),
    AnomalyKind.SHIFT: ("level shift", "level shifts"),
    AnomalyKind.BEND: ("change of slope", "changes of slope"),
    AnomalyKind.UNREST: ("time of unrest", "times of unrest"),
    AnomalyKind.NO_RHYTHM: ("lost rhythm", "lost rhythms"),
    AnomalyKind.FLAT: ("flat line", "flat lines"),
    AnomalyKind.SILENCE: ("silence", "silences"),
}
"""One of each kind, and several."""


def sentence(one: Anomaly, now: int) -> str:
    """Tell an anomaly in one sentence, without its full stop."""
    told = [f"{visible(one.signal.what, _LONGEST)} {_did(one, now)}"]
    if one.spreads is not None:
        told.append(f"{_times(one.spreads)} its usual spread")
    if one.happening is not None:
        told.append(nearest(one))
    return "; ".join(told)


def nearest(one: Anomaly) -> str:
    """Tell what was done nearest to an anomaly: 3 minutes after a run of Mainstay on web; "" where nothing was."""
    if one.happening is None:
        return ""
    what = visible(one.happening.what, _LONGEST)
    of = f" of {visible(one.happening.subject, _LONGEST)}" if one.happening.subject else ""
    apart = one.at - one.happening.at
    if abs(apart) < _MINUTE:
        return f"at the time of {what}{of}"
    return f"{length(abs(apart))} {'after' if apart > 0 else 'before'} {what}{of}"


def length(seconds: float) -> str:
    """Give a length of time in whole units: 20 minutes, 5 hours, 3 days."""
    if seconds < _TWO_HOURS:
        return plural(max(1, round(seconds / _MINUTE)), "minute")
    if seconds < _TWO_DAYS:
        return plural(round(seconds / _HOUR), "hour")
    return plural(round(seconds / _DAY), "day")


def moment(at: int, now: int) -> str:
    """Give a moment: at 14:05 UTC, with its day where that is not today."""
    clock = f"at {iso(at)[11:16]} UTC"
    return clock if at // _DAY == now // _DAY else f"on {day(at)} {clock}"


def _did(one: Anomaly, now: int) -> str:
    unit = one.signal.unit
    value, usually = measured(one.value, unit), measured(one.usually, unit)
    since = moment(one.at, now)
    during = (
        f"since {since.removeprefix('at ').removeprefix('on ')}"
        if one.lasts
        else f"{since} for {length(one.until - one.at)}"
    )
    match one.kind:
        case AnomalyKind.SILENCE:
            gap = f"for {length(one.value or 0.0)}; the longest gap before was {length(one.usually or 0.0)}"
            return (
                f"has no points {f'since {_bare(since)}' if one.lasts else f'from {_bare(since)} on'}, {gap}"
            )
        case AnomalyKind.FLAT:
            stands = f"since {_bare(since)}" if one.lasts else since
            return f"stood at exactly {value} {stands}, for {length(one.until - one.at)}, longer than ever before"
        case AnomalyKind.NO_RHYTHM:
            return f"did not rise and fall as usual {during}: it stood at {value} where {usually} is usual"
        case AnomalyKind.BEND:
            return f"{_goes(one.value or 0.0, unit)} a day since about {day(one.at)}, before {_went(one.usually or 0.0, unit)}"
        case AnomalyKind.UNREST:
            return f"moved by {value} from point to point {during}, usually by {usually}"
        case AnomalyKind.SHIFT:
            return f"{_verb(one)} from usually {usually} to {value} {since}{_stays(one)}"
    brief = one.until - one.at < _MINUTE
    until = "" if brief and not one.lasts else ", and is still there" if one.lasts and not brief else ""
    if not until and not brief:
        until = f" for {length(one.until - one.at)}"
    return f"{_verb(one)} from usually {usually} to {value} {since}{until}"


def _goes(slope: float, unit: str) -> str:
    return f"{'rises' if slope > 0 else 'falls'} by {measured(abs(slope), unit)}"


def _went(slope: float, unit: str) -> str:
    if not slope:
        return "it stood"
    return f"it {'rose' if slope > 0 else 'fell'} by {measured(abs(slope), unit)}"


def _bare(since: str) -> str:
    return since.removeprefix("at ").removeprefix("on ")


def _stays(one: Anomaly) -> str:
    return " and stays there" if one.lasts else f" for {length(one.until - one.at)}"


def _verb(one: Anomaly) -> str:
    return "rose" if (one.value or 0.0) > (one.usually or 0.0) else "fell"


def _times(spreads: float) -> str:
    return f"over {_MANY} times" if spreads > _MANY else f"{significant(spreads, 2)} times"
