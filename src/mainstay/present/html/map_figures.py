"""The five figures that can colour the map: how each is taken from a file, told, and put into classes."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mainstay.domain.code_report import FileReport
from mainstay.present.charts.scale import level, thresholds
from mainstay.present.html.folders import duplication, per_thousand
from mainstay.present.numbers import count, percent, significant
from mainstay.present.visible import visible

UNKNOWN = "x"
_LEVELS = 5


@dataclass(frozen=True, slots=True)
class Sample:
    """What the map knows of a file or of several joined ones; None where a figure is not known."""

    files: int
    code_lines: int
    lost: float
    cognitive: int | None
    duplicated_lines: int | None
    commits: int | None
    owner: str
    owner_share: float
    owner_gone: bool | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its letter in class names, its words, how to take and tell it; `bounds` part classes."""

    letter: str
    title: str
    about: str
    take: Callable[[Sample], float | None]
    tell: Callable[[float], str]
    unit: str
    bounds: tuple[float, ...] = ()
    fixed: bool = False

    def graded(self, samples: Collection[Sample]) -> "Figure":
        """Give the figure with bounds that suit the samples."""
        if self.fixed:
            return self
        values = [value for one in samples if (value := self.take(one)) is not None]
        return replace(self, bounds=thresholds(values, _LEVELS))

    def tells(self, samples: Collection[Sample]) -> bool:
        """Tell whether any sample has more than nothing of the figure, so that colours say something."""
        return any(self.take(one) for one in samples)

    def level(self, one: Sample) -> str:
        """Give the class of a sample: "0" to "5", or "x" where the figure is not known."""
        value = self.take(one)
        return UNKNOWN if value is None else str(level(value, self.bounds))

    def short(self, one: Sample) -> str:
        """Tell the figure in a few letters, for a tile."""
        value = self.take(one)
        return "" if value is None else self.tell(value)

    def told(self, one: Sample) -> str:
        """Tell the figure with its unit; "" where it is not known."""
        if self.letter == "o":
            return "" if one.owner_gone is None else _owner_told(one)
        text = self.short(one)
        return f"{text} {self.unit}" if text else ""

    def legend(self) -> list[tuple[str, str]]:
        """Give each class with what falls into it, lowest first."""
        if self.letter == "o":
            return [
                ("0", "owner is active"),
                ("3", "gone, made less than half of the commits"),
                ("5", "gone, made half or more"),
                (UNKNOWN, "not known"),
            ]
        ends = [self.tell(bound) for bound in self.bounds]
        between = [f"{low} to {high}" for low, high in pairwise(ends)]
        some = [f"under {ends[0]}", *between, f"{ends[-1]} and more"] if ends else ["some"]
        steps = [(str(number), text) for number, text in enumerate(["none", *some])]
        return [*steps, (UNKNOWN, "not known")]


def sample(report: FileReport) -> Sample:
    """Take from a file what the map shows."""
    file, past = report.file, report.history
    return Sample(
        files=1,
        code_lines=file.code_lines,
        lost=report.lost_total,
        cognitive=file.cognitive if file.parsed else None,
        duplicated_lines=file.duplicated_lines if file.parsed else None,
        commits=past.commits_year if past else None,
        owner=past.owner if past else "",
        owner_share=past.owner_share if past else 0.0,
        owner_gone=not past.owner_active if past else None,
    )


def together(samples: Sequence[Sample]) -> Sample:
    """Join several files to one sample; their owners and commits, which may be shared, are not told."""
    all_known = all(one.cognitive is not None and one.duplicated_lines is not None for one in samples)
    return Sample(
        files=sum(one.files for one in samples),
        code_lines=sum(one.code_lines for one in samples),
        lost=sum(one.lost for one in samples),
        cognitive=sum(one.cognitive or 0 for one in samples) if all_known else None,
        duplicated_lines=sum(one.duplicated_lines or 0 for one in samples) if all_known else None,
        commits=None,
        owner="",
        owner_share=0.0,
        owner_gone=None,
    )


def _complexity(one: Sample) -> float | None:
    return None if one.cognitive is None else per_thousand(one.cognitive, one.code_lines)


def _duplication(one: Sample) -> float | None:
    return None if one.duplicated_lines is None else duplication(one.duplicated_lines, one.code_lines)


def _commits(one: Sample) -> float | None:
    return None if one.commits is None else float(one.commits)


def _gone(one: Sample) -> float | None:
    if one.owner_gone is None:
        return None
    if not one.owner_gone:
        return 0.0
    return 5.0 if one.owner_share >= 0.5 else 3.0


def _owner_told(one: Sample) -> str:
    state = "gone" if one.owner_gone else "active"
    return f"owner {visible(one.owner, 40)} ({percent(one.owner_share)}, {state})"


def _points(value: float) -> str:
    return significant(value) if value else ""


FIGURES = (
    Figure(
        "l", "Points lost", "Score points that the file costs.", lambda one: one.lost, _points, "points lost"
    ),
    Figure(
        "c",
        "Complexity",
        "Cognitive complexity per 1,000 code lines.",
        _complexity,
        count,
        "complexity per 1,000",
    ),
    Figure(
        "d",
        "Duplication",
        "Share of code lines that stand again elsewhere.",
        _duplication,
        percent,
        "duplicated",
    ),
    Figure(
        "m", "Commits", "Commits in the year that changed the file.", _commits, count, "commits in the year"
    ),
    Figure(
        "o",
        "Owner gone",
        "Whether who made most of its commits still commits to the repository.",
        _gone,
        lambda value: "gone" if value else "",
        "",
        (2.0, 3.0, 4.0, 5.0),
        fixed=True,
    ),
)
