"""Records of what is decided, as tests need them: each with something in every field, any of which may be given."""

from dataclasses import replace
from itertools import count
from typing import Any

from mainstay.analysis.contents.plan_content import content_hash
from mainstay.domain.audit import Row
from mainstay.domain.decision import Choice, Decision, Door
from mainstay.domain.evidence import Evidence, Outcome
from mainstay.domain.outbox import Message
from mainstay.domain.plan import Action, Change, Plan, Repeat, Severity, Step
from mainstay.domain.proposal import Proposal, State

_numbers = count(1)

PLAN = Plan(
    key="upgrade/shop/left-pad",
    title="Raise left-pad from 1.0 to 1.3",
    why="1.0 falls over at 2 ** 31 characters",
    change=Change.SECURITY_PATCH,
    subject="repo:shop",
    environment="production",
    base="4f2a",
    steps=(
        Step(
            "raise",
            Action("set-version", {"file": "package.json", "to": "1.3", "numbers": (1, 1.0, True, None)}),
            check=Action("run-tests"),
            undo=Action("revert", {"deep": {"er": ("a", "b")}}),
            repeat=Repeat.IDEMPOTENT,
        ),
        Step("deploy", Action("deploy"), after=("raise",), tries=2, time_out=60),
    ),
    severity=Severity.HIGH,
    targets=("shop/package.json",),
    risk="low",
    way_back="revert",
    effort=0.5,
    expires=86_400,
    labels={"part": "front"},
)


def plan(**fields: Any) -> Plan:
    """Give a plan with a key of its own."""
    return replace(PLAN, **{"key": f"key-{next(_numbers)}", **fields})


def proposal(name: str = "", **fields: Any) -> Proposal:
    """Give a waiting proposal with an id that grows, and the hash of its plan."""
    made = fields.pop("plan", None) or plan(**{n: fields.pop(n) for n in ("key", "subject") if n in fields})
    given: dict[str, Any] = {
        "revision": 1,
        "content": content_hash(made),
        "author": "ann",
        "team": "shop",
        "door": "command-line",
    }
    given |= {"state": State.WAITING, "submitted_at": 1_000, "changed_at": 1_000}
    return Proposal(id=name or f"p{next(_numbers):08}", plan=made, **{**given, **fields})


def decision(about: Proposal, choice: Choice = Choice.APPROVE, **fields: Any) -> Decision:
    """Give a decision about a proposal as it is."""
    given: dict[str, Any] = {"id": f"d{next(_numbers):08}", "proposal": about.id, "content": about.content}
    given["revision"] = about.revision
    given["choice"] = choice
    given |= {"person": "bob", "policy": "", "door": Door.COMMAND_LINE, "reason": "looks good", "at": 2_000}
    given |= {"roles": ("lead", "on-call"), "lent_by": ("", "cleo"), "until": 9_000}
    return Decision(**{**given, **fields})


def evidence(about: Proposal, **fields: Any) -> Evidence:
    """Give a passed statement about a proposal as it is."""
    given = {"content": about.content, "kind": "staging-validation", "outcome": Outcome.PASSED, "by": "ci"}
    return Evidence(**{**given, "at": 1_500, "detail": "212 passed", "digest": "ab" * 32, **fields})


def row(**fields: Any) -> Row:
    """Give a row for the trail."""
    given = {"id": 0, "at": 2_000, "who": "bob", "door": "command-line", "act": "approve", "about": "p1"}
    return Row(**{**given, "content": "c0ffee", "detail": "looks good", **fields})


def message(name: str = "", **fields: Any) -> Message:
    """Give a message that is due at once."""
    given = {"id": name or f"m{next(_numbers):08}", "channel": "ops", "topic": "approved", "body": "{}"}
    return Message(**{**given, "made_at": 2_000, **fields})
