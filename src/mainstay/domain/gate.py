"""Gates: which decisions and which evidence a change needs, as data, and what came of holding one against them."""

from dataclasses import dataclass
from enum import StrEnum

from mainstay.domain.calendar import ALWAYS, Calendar
from mainstay.domain.evidence import Evidence, Outcome
from mainstay.domain.people import NOBODY, Directory, Need, Role
from mainstay.domain.plan import Change, Severity


@dataclass(frozen=True, slots=True)
class When:
    """Which proposals a gate is for. An empty field says nothing; all others must fit. `subjects` and `teams` are globs."""

    changes: tuple[Change, ...] = ()
    least: Severity = Severity.NONE
    environments: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """Evidence that must stand: the last of this kind, with this outcome, not older than `within` seconds (0 for any age).

    Where `by` names roles, only statements by people who hold one of them and are not the author are looked at: nobody else's
    can stand in for theirs, nor hide it.
    """

    kind: str
    outcome: Outcome = Outcome.PASSED
    within: int = 0
    by: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A case that the gate's author states: what is proposed, by whom, who approved, what was proved, and what must come of it.

    `approvals` are pairs of a person and the role that they hold, `holdings` the same of people who did not approve; `missing`
    are words that the answer must say.
    """

    name: str
    change: Change
    severity: Severity = Severity.NONE
    environment: str = "production"
    subject: str = "repo:example"
    labels: tuple[tuple[str, str], ...] = ()
    author: str = "author"
    approvals: tuple[tuple[str, Role], ...] = ()
    holdings: tuple[tuple[str, Role], ...] = ()
    evidence: tuple[Evidence, ...] = ()
    at: int = 0
    passes: bool = True
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate. Every gate whose `when` fits must be passed; where none fits nothing may be done.

    `needs` are filled by different people, none of them the author. `lasts` is how long an approval holds (seconds, 0 for as
    long as the proposal). `windows` names those in which alone it may be applied; `frozen` whether freezes stop it.
    `automatic` is what must be proved for the gate to be passed without a person; empty where only people pass it.
    """

    name: str
    about: str
    when: When
    needs: tuple[Need, ...] = ()
    proofs: tuple[Proof, ...] = ()
    lasts: int = 0
    windows: tuple[str, ...] = ()
    frozen: bool = True
    automatic: tuple[Proof, ...] = ()
    examples: tuple[Example, ...] = ()


class Answer(StrEnum):
    """What came of holding a proposal against its gates."""

    PASSED = "passed"
    OPEN = "open"
    REFUSED = "refused"


class Lack(StrEnum):
    """What kind of thing is missing."""

    GATE = "no-gate"
    APPROVAL = "approval"
    EVIDENCE = "evidence"
    FROZEN = "frozen"
    WINDOW = "outside-window"
    ANNOUNCEMENT = "not-announced"
    SIGN_OFF = "not-signed-off"
    CALLED_OFF = "called-off"
    EXPIRED = "expired"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that a gate still wants, in one sentence."""

    gate: str
    lack: Lack
    text: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether a proposal has what its gates want.

    `gates` are those that were asked; `passed_by` has for each that is passed who passed it: people, or its own name where it
    passed by itself. `automatic` are gates that people have not passed and that may now pass by themselves.
    """

    answer: Answer
    gates: tuple[str, ...]
    passed_by: tuple[tuple[str, tuple[str, ...]], ...]
    missing: tuple[Missing, ...]
    automatic: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether something may be done at a moment, why not, and when it may (seconds since 1970; 0 where no time is in sight).

    `next_missing` is what must still come until `next_at`: an announcement, a sign-off.
    """

    open: bool
    why: tuple[Missing, ...] = ()
    next_at: int = 0
    next_missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """All that decides about proposals: gates, people, the calendar, and who may break a gate in an emergency.

    An override counts for `override_lasts` seconds and must be reviewed within `review_within` by another person.
    `environments` are all that a plan may name, any where it is empty.
    """

    gates: tuple[Gate, ...] = ()
    directory: Directory = NOBODY
    calendar: Calendar = ALWAYS
    override: tuple[Role, ...] = ()
    override_lasts: int = 4 * 3600
    review_within: int = 24 * 3600
    environments: tuple[str, ...] = ()
