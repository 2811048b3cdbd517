"""What `mainstay drift` is asked for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DriftAsked:
    """Two files, what some columns are, and from how far on a drift matters (standard deviations, or shares of rows).

    With a column of `time` the current file is also divided into spans of `every` seconds. A `group` names what is ranked
    together, such as the results of one search; a `challenger` is another prediction than the one in use.
    """

    reference: str
    current: str
    labels: tuple[str, ...] = ()
    predictions: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    gate: float = 0.1
    time: str = ""
    every: int = 604_800
    group: str = ""
    challenger: str = ""
