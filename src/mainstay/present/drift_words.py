"""Drift of the architecture in words: contracts newly broken, circles of files, and whose fan-in or fan-out changed most."""

from mainstay.domain.architecture import Architecture, CircleChange, Drift, FanChange
from mainstay.present.numbers import count, plural
from mainstay.present.times import day


def since_told(drift: Drift) -> str:
    """Tell since when: since 1 May 2026, or since 1 May 2026 (a quarter ago)."""
    why = f" ({drift.told})" if drift.told else ""
    return f"since {day(drift.at)}{why}"


def drift_told(architecture: Architecture) -> str:
    """Tell the drift in one sentence without its full stop, "" where no earlier commit was looked at."""
    drift = architecture.drift
    if drift is None:
        return ""
    told = [*_contracts(architecture, drift), *_circles(drift)]
    fans = (*drift.parts[:1], *drift.files[:1])
    changed = f"; {fan_told(fans[0])}" if fans else ""
    return f"{since_told(drift)}: {', '.join(told)}{changed}"


def drift_matters(architecture: Architecture) -> bool:
    """Tell whether something came that wants attention: a file against a contract, or a circle."""
    drift = architecture.drift
    return drift is not None and bool(drift.broken_new or drift.circles_new or drift.circles_grown)


def fan_told(change: FanChange) -> str:
    """Tell the larger change of one part or file: fan-in of web/ rose from 14 to 22 files."""
    into = abs(change.fan_in - change.fan_in_before) >= abs(change.fan_out - change.fan_out_before)
    name, before, after = (
        ("fan-in", change.fan_in_before, change.fan_in)
        if into
        else ("fan-out", change.fan_out_before, change.fan_out)
    )
    way = "rose" if after > before else "fell"
    return f"{name} of {change.name} {way} from {count(before)} to {plural(after, 'file')}"


def circle_told(circle: CircleChange) -> str:
    """Tell a circle that is new or grew, without its files."""
    if not circle.before:
        return f"{plural(circle.files, 'file')} import each other and did not"
    return f"{plural(circle.files, 'file')} import each other, {count(circle.before)} then"


def _contracts(architecture: Architecture, drift: Drift) -> list[str]:
    if not architecture.contracts:
        return []
    told = [
        f"{plural(drift.broken_new_total, 'file')} newly against a contract (of {count(drift.broken_total)})"
    ]
    if not drift.broken_new_total:
        told = ["no file newly against a contract"]
    if drift.broken_gone:
        told.append(f"{count(drift.broken_gone)} no longer")
    if drift.unjudged:
        told.append(f"{plural(len(drift.unjudged), 'contract')} cannot be judged then")
    return told


def _circles(drift: Drift) -> list[str]:
    new, grown = drift.circles_new_total, len(drift.circles_grown)
    told = [f"{plural(new, 'new circle')} of files" if new else "no new circle of files"]
    if grown:
        told.append(f"{count(grown)} grew")
    if drift.circles_gone:
        told.append(f"{count(drift.circles_gone)} gone")
    return told
