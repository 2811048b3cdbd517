"""What somebody decided about exactly one content."""

from dataclasses import dataclass
from enum import StrEnum


class Choice(StrEnum):
    """What was decided."""

    APPROVE = "approve"
    REJECT = "reject"
    SNOOZE = "snooze"
    WITHDRAW = "withdraw"
    OVERRIDE = "override"
    REVIEW = "review"


class Door(StrEnum):
    """The way that a decision came in."""

    COMMAND_LINE = "command-line"
    WEB = "web"
    API = "api"
    WORKER = "worker"


class Judgement(StrEnum):
    """What came of looking at an override afterwards; NONE for every other choice."""

    NONE = ""
    JUSTIFIED = "justified"
    UNJUSTIFIED = "unjustified"


@dataclass(frozen=True, slots=True)
class Decision:
    """A choice about the content with the hash `content` of one proposal, by a person or by a named policy, never both.

    `revision` is that of the proposal when it was taken. A content that comes back as a later revision has to be decided
    about anew; only what rejects it stays.

    `roles` are those that the person held then for the proposal's team, `lent_by` names who lent each that was delegated, in
    the same order ("" for one of their own). `until` is when it runs out (seconds since 1970), 0 for never: an approval's
    end, a snooze's end, the day by which an override must be reviewed.
    """

    id: str
    proposal: str
    content: str
    revision: int
    choice: Choice
    person: str
    policy: str
    door: Door
    reason: str
    at: int
    roles: tuple[str, ...] = ()
    lent_by: tuple[str, ...] = ()
    until: int = 0
    judgement: Judgement = Judgement.NONE
