"""What the steps of a plan would do, as their kinds of action foresee it."""

from dataclasses import dataclass

from mainstay.domain.run import Mark

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What one action of a step would do: `part` is do, check or undo.

    `mark` is DONE where `detail` says what it would do, NOT_BEGUN where it says why it could not, UNKNOWN where nobody can
    tell.
    `output` shows more, such as a difference.
    """

    step: str
    part: str
    kind: str
    mark: Mark
    detail: str
    output: str


@dataclass(frozen=True, slots=True)
class Foresight:
    """What all steps of a proposal would do at `at` (seconds since 1970), in the order in which they would be done.

    `allowed` says whether it may be applied now, else `why` not.
    """

    schema: int
    at: int
    proposal: str
    content: str
    title: str
    allowed: bool
    why: tuple[str, ...]
    actions: tuple[Foreseen, ...]
