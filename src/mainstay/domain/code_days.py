"""How the code of a repository stood at the end of each day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mainstay.domain.notice import Notice

if TYPE_CHECKING:
    from mainstay.domain.signal import Values

ALL = "/"
"""The name of the folder that holds all."""


@dataclass(frozen=True, slots=True)
class CodeDays:
    """Figures of the maintained code at the end of each day (UTC) from `start` on (seconds since 1970); NaN is not known.

    `name` is what the repository is called, `root` its first commit ("" where the clone does not hold it). `health` is the
    score (0 to 100), `shape` its part that the code alone tells. By folder, ALL among them: `complexity` is cognitive
    complexity per 100 code lines, `untouched` the share (0 to 1) of code lines in files that nobody changed for a year.
    `lines` are the code lines of files that near the limit `most_lines`.
    """

    name: str
    root: str
    start: int
    health: "Values"
    shape: "Values"
    complexity: Mapping[str, "Values"]
    untouched: Mapping[str, "Values"]
    lines: Mapping[str, "Values"] = field(default_factory=dict)
    most_lines: int = 0
    notices: tuple[Notice, ...] = ()
