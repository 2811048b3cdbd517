"""Names the series of a machine: keys that last, phrases for people."""

from dataclasses import dataclass

from mainstay.domain.signal import Limit, Side, Signal
from mainstay.ports.host import Reading
from mainstay.present.visible import visible

SOURCE = "host"
_LONGEST = 900


@dataclass(frozen=True, slots=True)
class Naming:
    """Makes readings of the machine that is called `host`."""

    host: str

    def reading(
        self,
        name: str,
        what: str,
        value: float,
        *,
        sort: str,
        unit: str = "1",
        of: str = "",
        limit: Limit | None = None,
    ) -> Reading:
        """Make a reading of a series; `of` tells several of one name apart (mounts, interfaces), in key and phrase."""
        shown = visible(of, _LONGEST)
        signal = Signal(
            SOURCE,
            f"{name}:{shown}" if of else name,
            f"host:{visible(self.host, 200)}",
            f"{what} {shown}" if of else what,
            sort,
            unit,
            {"of": shown} if of else {},
            limit,
        )
        return Reading(signal, value)


def above(value: float | None, source: str) -> Limit | None:
    """Give the limit that a series must stay below, None where there is none or it is not above 0."""
    return Limit(float(value), Side.ABOVE, source) if value is not None and value > 0 else None
