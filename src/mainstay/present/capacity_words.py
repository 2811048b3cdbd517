"""What people are told of capacity: what a resource needs, when to scale it, and which size fits."""

from typing import Final

from mainstay.domain.capacity import CapacityReport, Fit, Growth, Pace, PastAdvice, Resource, Scaling, Sizing
from mainstay.present.measures import measured, stated
from mainstay.present.numbers import MINUS, THIN, count, decimal, percent, plural, significant
from mainstay.present.times import day
from mainstay.present.visible import visible

SCALINGS: Final = {
    Scaling.NOW: "scale now",
    Scaling.DATED: "scale",
    Scaling.MAYBE: "may need scaling",
    Scaling.LASTS: "lasts the year",
    Scaling.NO_LIMIT: "has no limit",
    Scaling.UNKNOWN: "cannot be told",
}
FITS: Final = {
    Fit.TOO_SMALL: "too small",
    Fit.IDLE: "idle",
    Fit.OVER: "over-provisioned",
    Fit.FITS: "fits",
    Fit.LEFT_OUT: "left out",
}
PACES: Final = {
    Pace.AS_NOW: "growth as now",
    Pace.HALF: "half the growth",
    Pace.DOUBLE: "twice the growth",
}
CAME: Final = {
    "hit": "it held",
    "early": "it did not hold",
    "late": "it came later, or not",
    "prevented": "it was scaled before",
    "not-resolvable": "nobody can tell",
    "withdrawn": "it was taken back",
}
_LONGEST = 200


def sized(value: float, resource: Resource) -> str:
    """Give a size: 250 millicores, 1.5 cores, 512 MiB."""
    if resource is Resource.CPU:
        if abs(value) < 0.9995:
            return f"{count(value * 1_000)}{THIN}millicores"
        told = significant(value, 3)
        return f"{told}{THIN}core{'' if told == '1' else 's'}"
    for scale, name in ((2.0**40, "TiB"), (2.0**30, "GiB"), (2.0**20, "MiB")):
        if abs(value) >= scale:
            return f"{significant(value / scale, 3)}{THIN}{name}"
    return f"{count(value / 1024)}{THIN}KiB"


def money(amount: float | None, currency: str) -> str:
    """Give money for a month: EUR 1,240, EUR 3.20; "" where there is none."""
    if amount is None:
        return ""
    size = abs(amount)
    figure = count(size) if size >= 99.5 else decimal(size, 2)
    sign = MINUS if amount < 0 and any(digit in "123456789" for digit in figure) else ""
    return f"{visible(currency, 8)}{' ' if currency else ''}{sign}{figure}"


def needs(one: Growth) -> str:
    """Tell what is needed: in 3 months 320 GB (at most 340 GB), in 6 ..."""
    unit = one.signal.unit
    return ", ".join(
        f"in {plural(need.months, 'month')} {measured(need.middle, unit)} (at most {measured(need.high, unit)})"
        for need in one.needs
    )


def when(one: Growth) -> str:
    """Tell when it must be scaled: begin by 3 Mar 2027: ... is passed on 17 Mar 2027 (...)."""
    if one.usable is None:
        return ""
    usable = stated(one.usable, one.signal.unit)
    if one.scaling is Scaling.NOW:
        return f"it stands above the {usable} that can be used now"
    if one.scaling is Scaling.DATED:
        late = day(one.late) if one.late else "later than in a year"
        between = f"4 of 5: {day(one.early)} to {late}" if late != day(one.early) else "4 of 5: that day"
        return (
            f"it passes the {usable} that can be used on {day(one.at)} ({between}); begin by {day(one.begin)}"
        )
    if one.scaling is Scaling.MAYBE:
        return f"it may pass the {usable} that can be used, from {day(one.early)} on"
    return f"it stays below the {usable} that can be used for a year"


def by_how_much(one: Growth, months: int) -> str:
    """Tell by how much to scale so that it lasts: 120 GB more (most likely 90 GB) lasts 6 months."""
    if one.scaling not in {Scaling.NOW, Scaling.DATED} or one.signal.limit is None:
        return ""
    unit = one.signal.unit
    limit = one.signal.limit.value
    to = measured(limit + one.amount, unit)
    likely = f" (most likely {measured(one.amount_middle, unit)})" if one.amount_middle < one.amount else ""
    lasts = f"{measured(one.amount, unit)} more{likely} lasts {plural(months, 'month')}"
    return f"{lasts}: {measured(limit, unit)} to {to}"


def use(one: Sizing) -> str:
    """Tell what is given and used: given 4 cores; busy hours use 320 millicores, at most 1.1 cores."""
    parts = [f"given {sized(one.given, one.resource)}" if one.given > 0 else "given nothing"]
    if one.highest or one.usual:
        busy = f"busy hours use {sized(one.usual, one.resource)}, " if one.resource is Resource.CPU else ""
        parts.append(f"{busy}at most {sized(one.highest, one.resource)}")
    if one.start_up > one.usual and one.resource is Resource.CPU:
        parts.append(f"a start takes {sized(one.start_up, one.resource)}")
    if one.killed_at:
        parts.append(f"killed for want of memory at {sized(one.killed_at, one.resource)}")
    if one.throttled:
        parts.append(f"held back {percent(one.throttled)} of the time")
    return "; ".join(parts)


def advice(one: Sizing, currency: str) -> str:
    """Tell which size fits, and what that saves or costs a month."""
    if one.advised is None:
        return ""
    floor = ", the least that is given" if one.floor else ""
    text = f"give {sized(one.advised, one.resource)}{floor}"
    if one.copies > 1:
        text += f" to each of {count(one.copies)}"
    if one.saved is not None and one.saved:
        text += f": {'saves' if one.saved > 0 else 'costs'} {money(abs(one.saved), currency)} a month"
    return text


def scale_text(one: Growth) -> str:
    """Tell for the ledger when a resource must be scaled."""
    what = visible(one.signal.what, _LONGEST)
    return f"{visible(one.signal.subject, _LONGEST)}: {what} {when(one).removeprefix('it ')}"


def size_text(one: Sizing) -> str:
    """Tell for the ledger which size is enough."""
    if one.advised is None:
        return ""
    subject = visible(one.subject, _LONGEST)
    enough = f"{sized(one.advised, one.resource)} of {one.resource.value} is enough"
    return f"{subject}: {enough}, {sized(one.given, one.resource)} is given"


def headline(found: CapacityReport) -> str:
    """Tell in a sentence what is to be done."""
    scale = sum(one.scaling in {Scaling.NOW, Scaling.DATED} for one in found.growth)
    large = sum(one.fit in {Fit.OVER, Fit.IDLE} for one in found.sizes)
    small = sum(one.fit is Fit.TOO_SMALL for one in found.sizes)
    parts = [f"{plural(scale, 'resource')} to scale within a year"]
    if found.sizes:
        parts.append(f"{plural(large, 'size')} too large, {count(small)} too small")
    if found.saves is not None and found.sizes:
        verb = "saves" if found.saves >= 0 else "costs"
        parts.append(f"advice on sizes {verb} {money(abs(found.saves), found.currency)} a month")
    if found.costs:
        parts.append(f"scaling costs {money(found.costs, found.currency)} a month")
    return "; ".join(parts)


def terms(found: CapacityReport) -> str:
    """Tell under which terms all is said."""
    parts = [
        PACES[found.pace],
        f"{percent(found.head_room)} of each limit is kept free",
        f"scaling takes {plural(found.lead, 'day')} and is to last {plural(found.months, 'month')}",
    ]
    for event in found.planned:
        more = f"{percent(event.share)}" if event.share else significant(event.amount, 4)
        parts.append(f"{more} more from {day(event.at)}")
    return "; ".join(parts)


def came(one: PastAdvice) -> str:
    """Tell what came of an advice."""
    return CAME.get(one.came, "not known yet")
