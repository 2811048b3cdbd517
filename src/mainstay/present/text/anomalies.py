"""Anomalies for a terminal: few, the most urgent first, one sentence each."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from mainstay.domain.anomaly import Anomaly, AnomalyList
from mainstay.present.anomaly_words import KINDS, length, sentence
from mainstay.present.measures import measured
from mainstay.present.numbers import plural
from mainstay.present.text.columns import INDENT, paragraph, title
from mainstay.present.text.drawing import drawn
from mainstay.present.text.look import FAINT, PLAIN, Look
from mainstay.present.visible import visible

_LONGEST = 200


def anomaly_list(found: AnomalyList, look: Look, most: int = 10) -> str:
    """Tell what was unusual, at most so many with a sentence each, the others counted."""
    return drawn(_pieces(found, most), look)


def _pieces(found: AnomalyList, most: int) -> Iterator[RenderableType]:
    within = length(found.at - found.since)
    if found.anomalies:
        yield title("What was unusual", f"in the last {within}")
        for one in found.anomalies[:most]:
            yield paragraph(f"{sentence(one, found.at)}.", PLAIN)
            yield paragraph(_about(one), FAINT, 2 * len(INDENT))
        if len(found.anomalies) > most:
            yield Text(
                f"{INDENT}and {len(found.anomalies) - most} more: --most {len(found.anomalies)}", FAINT
            )
    elif not found.series:
        yield Text("There are no series here that Mainstay knows.")
    elif found.too_short == found.series:
        yield Text("Too little history: what is usual is known from the second day on.")
    else:
        yield Text(f"Nothing unusual in the last {within}.")
    for muted in found.muted:
        yield paragraph(
            f"{plural(muted.anomalies, *KINDS[muted.kind])} not told: {visible(muted.reason, _LONGEST)}.",
            FAINT,
        )
    if found.series:
        short = f", {found.too_short} of them too short to say what is usual" if found.too_short else ""
        yield Text(f"of {plural(found.series, 'series', 'series')}{short}", FAINT)


def _about(one: Anomaly) -> str:
    bound = one.signal.limit
    about = visible(one.signal.subject, _LONGEST)
    if bound is None:
        return about
    return f"{about}, limit {measured(bound.value, one.signal.unit)} ({visible(bound.source, 60)})"
