"""Made-up people, gates and proposals, drawn at random."""

from dataclasses import replace

from hypothesis import strategies as st

from mainstay.analysis.gates.ruling import rule
from mainstay.domain.decision import Choice, Decision, Door
from mainstay.domain.evidence import Evidence, Outcome
from mainstay.domain.gate import Gate, Need, Policy, Proof, Ruling, When
from mainstay.domain.people import EVERY_TEAM, Directory, Holding, Person, Role, Team
from mainstay.domain.plan import Action, Change, Plan, Severity, Step
from mainstay.domain.proposal import Proposal, State

NAMES = ("ada", "bob", "cyd", "dan")
ROLES = (Role.LEAD, Role.SRE, Role.MANAGER)
KINDS = ("tests", "staging")
CONTENT, OLD = "a" * 64, "b" * 64
NOW = 1_000


def plan(
    change: Change = Change.CODE, severity: Severity = Severity.LOW, environment: str = "production"
) -> Plan:
    """Make a plan of one step."""
    return Plan(
        "k", "t", "w", change, "repo:shop", environment, "c0ffee", (Step("one", Action("wait")),), severity
    )


def proposal(
    of: Plan | None = None, author: str = "ada", content: str = CONTENT, revision: int = 1
) -> Proposal:
    """Make a proposal that waits."""
    return Proposal("p", revision, content, of or plan(), author, "shop", "command-line", State.WAITING, 1, 1)


def approval(
    person: str, *roles: Role, at: int = 900, content: str = CONTENT, until: int = 0, revision: int = 1
) -> Decision:
    """Make an approval."""
    return Decision(
        "d",
        "p",
        content,
        revision,
        Choice.APPROVE,
        person,
        "",
        Door.COMMAND_LINE,
        "fine",
        at,
        roles,
        ("",) * len(roles),
        until,
    )


def directory(*holdings: tuple[str, Role]) -> Directory:
    """Make a directory of NAMES with roles of their own in the team "shop"."""
    return Directory(
        tuple(Person(name, name) for name in NAMES),
        (Team("shop", ("repo:shop",)),),
        tuple(Holding(name, role, "shop") for name, role in holdings),
    )


roles = st.lists(st.sampled_from(ROLES), min_size=1, max_size=3, unique=True).map(tuple)
needs = st.builds(Need, roles, st.integers(1, 2))
proofs = st.builds(
    Proof,
    st.sampled_from(KINDS),
    st.just(Outcome.PASSED),
    st.sampled_from([0, 50, 500]),
    st.just(()) | roles,
    st.sampled_from([False, False, True]),
)
whens = st.builds(
    When,
    st.lists(st.sampled_from(list(Change)[:3]), max_size=2).map(tuple),
    st.sampled_from(Severity),
    st.sampled_from([(), ("production",), ("staging",), ("prod*",)]),
    st.sampled_from([(), ("repo:*",), ("db:*",)]),
    st.sampled_from([(), ("shop",), ("other",)]),
)
gates = st.builds(
    Gate,
    st.sampled_from(["one", "two", "three"]),
    st.just("about"),
    whens | st.just(When()),
    st.lists(needs, max_size=2).map(tuple),
    st.lists(proofs, max_size=1).map(tuple),
    st.sampled_from([0, 50, 500]),
    automatic=st.lists(proofs, max_size=2).map(tuple),
    actions=st.sampled_from([(), (), (), (), ("wait",), ("wait", "http"), ("manual",)]),
)
moments = st.sampled_from([400, 600, 960, 990, 1_010])
holdings = st.builds(
    Holding,
    st.sampled_from(NAMES),
    st.sampled_from(ROLES),
    st.sampled_from(["shop", EVERY_TEAM, "other"]),
    st.sampled_from([0, 900, 1_010]),
    st.sampled_from([0, 950, 1_010]),
    st.sampled_from(["", "", *NAMES]),
)
directories = st.builds(
    Directory,
    st.lists(st.booleans(), min_size=4, max_size=4).map(
        lambda active: tuple(
            Person(name, name, active=is_one or name < "c")
            for name, is_one in zip(NAMES, active, strict=True)
        )
    ),
    st.just((Team("shop", ("repo:shop",)),)),
    st.lists(holdings, max_size=8).map(tuple),
)
contents = st.sampled_from([CONTENT, CONTENT, CONTENT, OLD])
decisions = st.builds(
    lambda content, revision, choice, person, policy, at, held, until: Decision(
        "d",
        "p",
        content,
        revision,
        choice,
        "" if policy else person,
        policy,
        Door.WEB,
        "r",
        at,
        held,
        ("",) * len(held),
        until,
    ),
    contents,
    st.sampled_from([2, 2, 2, 1]),
    st.sampled_from(
        [
            Choice.APPROVE,
            Choice.APPROVE,
            Choice.APPROVE,
            Choice.APPROVE,
            Choice.SNOOZE,
            Choice.OVERRIDE,
            Choice.REJECT,
        ]
    ),
    st.sampled_from(NAMES),
    st.sampled_from(["", "", "", "one", "two"]),
    moments,
    roles,
    st.sampled_from([0, 0, 980, 1_010]),
)
statements = st.builds(
    Evidence,
    contents,
    st.sampled_from(KINDS),
    st.sampled_from(Outcome),
    st.sampled_from([*NAMES, "robot"]),
    moments,
)
policies = st.builds(
    Policy,
    st.lists(gates, max_size=3, unique_by=lambda gate: gate.name).map(tuple),
    directories,
    override=st.sampled_from([(), (Role.SRE,)]),
    override_lasts=st.sampled_from([20, 500]),
)
proposals = st.builds(
    lambda change, severity, author, step: proposal(
        replace(plan(change, severity), steps=(step,)), author, revision=2
    ),
    st.sampled_from(list(Change)[:3]),
    st.sampled_from(Severity),
    st.sampled_from([*NAMES, "robot"]),
    st.sampled_from(
        [
            Step("one", Action("wait")),
            Step("one", Action("wait"), Action("http")),
            Step("one", Action("wait"), undo=Action("manual")),
        ]
    ),
)


def rule_of(policy: Policy, approvals: list[Decision]) -> Ruling:
    """Rule on the usual proposal with some approvals and no evidence."""
    return rule(policy, proposal(plan()), approvals, (), NOW)
