"""A run with a plan and a journal that tell of most that can happen, to be shown."""

from typing import Any

from mainstay.domain.plan import Action, Plan, Step
from mainstay.domain.run import LONG, Entry, Mark, Part, Run, RunState, WaitFor
from tests.fakes.records import plan

AT = 1_800_000_000

PLAN = plan(
    key="pool",
    title="Raise the pool's limit",
    subject="repo:shop",
    environment="production",
    steps=(
        Step(
            "write",
            Action("file", {"path": "pool.yaml", "content": "limit: 20\n"}),
            Action("check-command", {"argv": ("grep", "20", "pool.yaml")}),
            Action("file", {"path": "pool.yaml", "restore": True}),
            tries=3,
        ),
        Step(
            "restart",
            Action("service", {"unit": "shop.service", "to": "restart"}),
            Action("check-http", {"url": "http://127.0.0.1/health"}),
            after=("write",),
        ),
        Step("look", Action("manual", {"what": "Look at the shop"}), after=("restart",)),
        Step("tell", Action("notify", {"text": "done"}), after=("look",)),
    ),
)

RUN = Run(
    "6b0271a5d1e9c0ff",
    "5a0271a5d1e9c0ff",
    "c" * 64,
    RunState.WAITING,
    AT - 400,
    AT - 395,
    target="repo:shop@production",
    team="shop",
    by="ada",
    wake_at=LONG,
    waits_for=WaitFor.PERSON,
    reason="a person does look: Look at the shop",
    deadline=AT + 3_600,
)


def entry(place: int, at: int, step: str, mark: Mark, part: Part = Part.DO, **fields: Any) -> Entry:
    """Give an entry so many seconds before or after AT."""
    given = {"number": 1, "by": "worker-1", **fields}
    return Entry(RUN.id, place, AT + at, 1, step, part, mark=mark, **given)


def journal(*rows: tuple[Any, ...]) -> tuple[Entry, ...]:
    """Give entries of `(at, step, mark[, part[, fields]])` with their places."""
    made = []
    for place, (at, step, mark, *rest) in enumerate(rows, 1):
        part = rest[0] if rest else Part.DO
        made.append(entry(place, at, step, mark, part, **(rest[1] if len(rest) > 1 else {})))
    return tuple(made)


_CHECK = Part.CHECK
JOURNAL = journal(
    (-395, "write", Mark.BEGUN),
    (-390, "write", Mark.FAILED, Part.DO, {"detail": "the disk is full", "output": "no space left\n"}),
    (-380, "write", Mark.BEGUN, Part.DO, {"number": 2}),
    (-378, "write", Mark.DONE, Part.DO, {"number": 2, "detail": "wrote pool.yaml, 10 bytes"}),
    (-378, "write", Mark.BEGUN, _CHECK),
    (-377, "write", Mark.DONE, _CHECK, {"detail": "it exited with 0"}),
    (-377, "restart", Mark.BEGUN),
    (
        -370,
        "restart",
        Mark.DONE,
        Part.DO,
        {"detail": "restarted shop.service", "output": "".join(f"line {at}\n" for at in range(14))},
    ),
    (-370, "restart", Mark.BEGUN, _CHECK),
    (
        -369,
        "restart",
        Mark.LATER,
        _CHECK,
        {"detail": "it answered 503", "wake_at": AT - 360, "waits_for": WaitFor.TIME},
    ),
    (-360, "restart", Mark.BEGUN, _CHECK),
    (-359, "restart", Mark.DONE, _CHECK, {"detail": "it answered 200"}),
    (-359, "look", Mark.BEGUN),
    (
        -359,
        "look",
        Mark.LATER,
        Part.DO,
        {"detail": "a person does it: Look at the shop", "wake_at": LONG, "waits_for": WaitFor.PERSON},
    ),
)


def with_steps(*steps: Step) -> Plan:
    """Give the plan with other steps."""
    return plan(key="pool", title=PLAN.title, subject="repo:shop", environment="production", steps=steps)
