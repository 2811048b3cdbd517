"""The words in which a look at a watched change is told: what it comes to, and how each metric stands and why."""

import math

from mainstay.domain.canary import Judgement, Measured, Reading, Ruling, Standing
from mainstay.present.numbers import MINUS, THIN, decimal, percent, plural, significant
from mainstay.present.visible import visible

_RULINGS = {
    Ruling.GO_ON: "nothing fails so far",
    Ruling.KEEP: "keep",
    Ruling.ROLL_BACK: "roll back",
    Ruling.INCONCLUSIVE: "inconclusive",
}
_STANDINGS = {
    Standing.OPEN: "open",
    Standing.PASSED: "passed",
    Standing.DOUBTFUL: "looks worse, but not surely",
    Standing.FAILED: "failed",
    Standing.MISSING: "data is missing",
}
# The journal keeps plain texts: a narrow blank is none.
_BLANK = " "
_LONGEST_NAME = 60
_MOST_TOLD = 4


def judgement_sentence(judgement: Judgement) -> str:
    """Tell what a look comes to, with the metrics that brought it about."""
    wanted = {
        Ruling.ROLL_BACK: (Standing.FAILED,),
        Ruling.INCONCLUSIVE: (Standing.FAILED, Standing.DOUBTFUL, Standing.MISSING),
    }.get(judgement.ruling, (Standing.FAILED, Standing.OPEN, Standing.PASSED))
    tellable = [one for one in judgement.readings if one.standing in wanted]
    told = [reading_sentence(one) for one in tellable[:_MOST_TOLD]]
    if len(tellable) > _MOST_TOLD:
        told.append(f"and {plural(len(tellable) - _MOST_TOLD, 'more metric')}")
    return f"{_RULINGS[judgement.ruling]}: {'; '.join(told)}" if told else _RULINGS[judgement.ruling]


def reading_sentence(reading: Reading) -> str:
    """Tell how a metric stands: errors failed: +204 % (+62 % to +530 %), 0.31 % against 0.1 %, fails from +98 % on."""
    stands = f"{visible(reading.name, _LONGEST_NAME)} {_STANDINGS[reading.standing]}"
    if reading.missing and reading.standing in {Standing.MISSING, Standing.OPEN}:
        return f"{stands} ({reading.missing})"
    return f"{stands}: {_effect(reading)}{_turn(reading)}"


def reading_line(reading: Reading) -> str:
    """Tell all that is known of a metric at a look, in one line."""
    critical = "critical, " if reading.critical else ""
    points = plural(reading.points, "point")
    if reading.control_points:
        points += f", {reading.control_points} of the control"
    chance = f"chance in a healthy change {_chance(reading.chance)}"
    limit = f", the limit now {_chance(reading.limit)}" if reading.limit else ""
    spent = f"spent {_chance(reading.spent)} of {_chance(reading.budget)}"
    return f"{reading_sentence(reading)}; {critical}{points}; {chance}{limit}; {spent}"


def _effect(reading: Reading) -> str:
    if reading.measured is Measured.LOOKS:
        share, least, most = (100 * one for one in (reading.canary, reading.low, reading.high))
        told = f"{decimal(share, 0)} % of its looks failed ({decimal(least, 0)} % to {decimal(most, 0)} %)"
        return f"{told}, {significant(100 * reading.control)} % allowed"
    levels = f"{_level(reading, reading.canary)} against {_level(reading, reading.control)}"
    if not all(map(math.isfinite, (reading.change, reading.low))):
        return levels
    high = f"to {_change(reading.high)}" if math.isfinite(reading.high) else "or more"
    return f"{_change(reading.change)} ({_change(reading.low)} {high}), {levels}"


def _turn(reading: Reading) -> str:
    """Tell what would have made the difference."""
    if not reading.fails_from:
        return ""
    if math.isinf(reading.fails_from):
        return ", too little data for a change to fail"
    looks = reading.measured is Measured.LOOKS
    return f", fails from {f'{decimal(100 * reading.fails_from, 0)} %' if looks else _change(reading.fails_from)} on"


def _level(reading: Reading, value: float) -> str:
    if reading.measured is Measured.COUNTS:
        return f"{significant(100 * value)} %"
    return significant(value, 3)


def _change(share: float) -> str:
    points = 100 * share
    if round(abs(points)) == 0:
        return "0 %"
    return f"{'+' if points > 0 else MINUS}{decimal(abs(points), 0)} %"


def _chance(chance: float) -> str:
    return percent(chance, 2).replace(THIN, _BLANK)
