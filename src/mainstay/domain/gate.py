"""Gates: which decisions and which evidence a change needs, as data, and what came of holding one against them."""

from dataclasses import dataclass
from enum import StrEnum

from mainstay.domain.calendar import ALWAYS, Calendar
from mainstay.domain.evidence import Evidence, Outcome
from mainstay.domain.ladder import Ladder
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

    Where `by` names roles, only statements by people who hold one of them are looked at: nobody else's can stand in for
    theirs, nor hide it. What a person states about what they proposed themselves counts against it alone, unless `author`
    lets it count like everybody's. A program that proposes is no person, and what it measured counts.
    """

    kind: str
    outcome: Outcome = Outcome.PASSED
    within: int = 0
    by: tuple[Role, ...] = ()
    author: bool = False


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
    `actions` are the kinds of action that such a change may use, any where it is empty.
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
    actions: tuple[str, ...] = ()


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
    ACTION = "action"
    FROZEN = "frozen"
    WINDOW = "outside-window"
    ANNOUNCEMENT = "not-announced"
    SIGN_OFF = "not-signed-off"
    CALLED_OFF = "called-off"
    EXPIRED = "expired"
    REJECTED = "rejected"
    ABSENT = "absent"
    CHANGED = "changed"
    STATE = "state"
    CLOCK = "clock"
    RUNG = "rung"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that a gate still wants, in one sentence."""

    gate: str
    lack: Lack
    text: str


@dataclass(frozen=True, slots=True)
class Seat:
    """Who fills a place of a gate: a person as what they are, by a role of their own or one that `lent_by` lent them.

    A gate that passed by itself fills its place under its own name, with no role.
    """

    who: str
    role: str = ""
    lent_by: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether a proposal has what its gates want.

    `gates` are those that were asked; `passed_by` has for each that is passed who passed it. `missing` is what the others want.
    `automatic` are gates that people have not passed and that may now pass by themselves. `broken_by` is who broke all of
    them in an emergency, "" for nobody, and `broken_until` until when that holds (seconds since 1970): the answer is then that
    they are passed, whatever is missing.
    """

    answer: Answer
    gates: tuple[str, ...]
    passed_by: tuple[tuple[str, tuple[Seat, ...]], ...]
    missing: tuple[Missing, ...]
    automatic: tuple[str, ...] = ()
    broken_by: str = ""
    broken_until: int = 0


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether something may be done at a moment, why not, and when it may (seconds since 1970; 0 where no time is in sight).

    `next_missing` is what must still come until `next_at`: an announcement, a sign-off. Where `broken_by` names who broke the
    gates in an emergency it is open until `broken_until`, in spite of what stands in `why`.
    """

    open: bool
    why: tuple[Missing, ...] = ()
    next_at: int = 0
    next_missing: tuple[Missing, ...] = ()
    broken_by: str = ""
    broken_until: int = 0


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether exactly one content may be applied at this moment; if not, why, and when it may.

    `next_at` is when the calendar next lets it (seconds since 1970), where nothing but the calendar is against it; else 0.
    Where `broken_by` names who broke the gates in an emergency it may be, until `broken_until`.
    """

    ok: bool
    why: tuple[Missing, ...] = ()
    next_at: int = 0
    broken_by: str = ""
    broken_until: int = 0


@dataclass(frozen=True, slots=True)
class Policy:
    """All that decides about proposals: gates, people, the calendar, ladders, and who may break a gate in an emergency.

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
    ladders: tuple[Ladder, ...] = ()
