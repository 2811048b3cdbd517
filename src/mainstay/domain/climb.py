"""What became of a change on one rung of a ladder."""

from dataclasses import dataclass

from mainstay.domain.plan import Change

LABEL = "climb"
"""The label by which the plans of one change, one for each environment, say that they belong together."""


@dataclass(frozen=True, slots=True)
class Climbed:
    """That a plan with the hash `content`, labelled `climb`, was carried out in an environment.

    `ended_at` is when that ended (seconds since 1970). `failed` says that it did not end well, `undone` that it was taken back
    since, or is being taken back.
    """

    environment: str
    content: str
    climb: str
    change: Change
    ended_at: int
    failed: bool = False
    undone: bool = False
