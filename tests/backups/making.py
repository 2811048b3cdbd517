"""Makes the backup that stays in this folder for the newest revision: `python -m tests.backups.making`.

It holds something of everything, made by the program's own steps, so that whatever comes later must read it: plans from plan
files, revisions, decisions, evidence, an override, windows, messages, a sealed trail under two keys.
"""

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from mainstay.adapters.store.moving import backup
from mainstay.adapters.store.opening import open_store
from mainstay.adapters.store.versions import NEWEST
from mainstay.config.plans.reading import plan_of
from mainstay.domain.action_kinds import KINDS
from mainstay.domain.calendar import Calendar, Window
from mainstay.domain.decision import Choice
from mainstay.domain.evidence import Evidence, Outcome
from mainstay.domain.finding import Urgency
from mainstay.domain.gate import Need
from mainstay.domain.known_finding import KnownFinding
from mainstay.domain.ledger_case import Came
from mainstay.domain.outbox import Delivery
from mainstay.domain.people import Role
from mainstay.domain.prediction import Prediction
from mainstay.domain.proposal import Proposal
from mainstay.domain.run import Mark, Result
from mainstay.domain.subject import Stage, Subject, Tier
from mainstay.flows.auditing import seal_and_anchor
from mainstay.flows.deciding import submit_plan
from mainstay.flows.passing import tick
from mainstay.flows.windows import announce_due, call_window_off, sign_window_off
from mainstay.steps.seal.rekeying import rekey
from tests.fakes.anchor_places import Outside
from tests.fakes.forecasts import made_forecast, made_replay
from tests.fakes.offices import LEAD, TESTED, House, made_policy
from tests.fakes.rollups import made_rollup
from tests.fakes.workshops import Workshop, pause, step, steps_plan

HERE = Path(__file__).parent
HOUR = 3_600

LIMIT = """
title: "Raise the pool's limit \\u00e9\\U0001f600"
why: It is full every Monday.
change: configuration
subject: repo:shop
environment: production
base: 4f2a
severity: high
targets: [pool.yaml]
labels: {part: front}
risk: low
way_back: revert the commit
effort: 0.5
expires: 30d
steps:
  - id: write
    do: set-limit
    with: {file: pool.yaml, numbers: [1, 1.0, true, null]}
    check: {do: check-http, with: {url: "http://127.0.0.1/health"}}
    undo: {do: command, with: {argv: [git, checkout, pool.yaml]}}
    repeat: idempotent
  - {id: tell, do: manual, after: [write], repeat: never-repeat}
evidence:
  - {kind: tests, outcome: passed, detail: 412 passed}
"""
PATCH = """
title: Patch the bank
why: A hole.
change: security-patch
subject: repo:bank
environment: production
base: "9999"
steps: [{id: patch, do: manual}]
"""


def kept_for(revision: str) -> Path:
    """Give where the backup of a revision stands."""
    return HERE / f"revision_{revision}.backup"


def make(file: Path) -> None:
    """Fill a new store and back it up to a file, in the place of the one that is there."""
    with tempfile.TemporaryDirectory() as folder:
        place = str(Path(folder) / "store.sqlite")
        _fill(place)
        file.unlink(missing_ok=True)
        backup(place, str(file))


def _fill(place: str) -> None:
    window = Window("night", "Europe/Berlin", tuple(range(7)), 120, 240, subjects=("repo:*",), announce=HOUR,
                    sign_off=(Need((Role.LEAD,)),))  # fmt: skip
    policy = made_policy(LEAD, TESTED, calendar=Calendar((window,)))
    outside = Outside()
    house = House(policy, store=open_store(place), anchors=(outside,))  # type: ignore[arg-type]
    first = _submitted(house, "ada", LIMIT)
    house.choose("bob", first)
    second = _submitted(house, "ada", LIMIT.replace("4f2a", "5a5a"))
    house.attest("bob", second, Outcome.FAILED, "tests")
    house.attest("bob", second, Outcome.PASSED, "tests")
    house.choose("bob", second)
    rejected = _submitted(house, "ada", LIMIT.replace("pool's", "other").replace("pool.yaml", "other.yaml"))
    house.choose("bob", rejected, Choice.REJECT)
    snoozed = _submitted(house, "eve", PATCH)
    house.choose("dir", snoozed, Choice.SNOOZE, until=house.clock.now() + 30 * HOUR)
    broken = _submitted(house, "ada", LIMIT.replace("pool's", "broken"))
    house.choose("cyd", broken, Choice.OVERRIDE)
    house.choose("bob", broken, Choice.REVIEW)
    withdrawn = _submitted(house, "ada", LIMIT.replace("pool's", "withdrawn").replace("30d", "1h"))
    house.choose("ada", withdrawn, Choice.WITHDRAW)
    _submitted(house, "ada", LIMIT.replace("pool's", "late").replace("30d", "1h"))
    announce_due(house.office("clock"))
    sign_window_off(house.office("bob"), "night", "", "all are there")
    call_window_off(house.office("eve"), "night", "", "the bank has a sale")
    house.clock.advance(2 * HOUR)
    tick(house.office("clock"))
    _carried_out(house)
    _observed(house)
    rekey(house.store, house.keys, house.clock, "dir", "command-line", "yearly")
    _submitted(house, "eve", PATCH.replace("the bank", "the bank again"))
    seal_and_anchor(house.store, house.keys, [outside], house.clock)
    _submitted(replace(house, seals=False), "ada", LIMIT.replace("pool's", "newest"))
    house.store.close()


def _submitted(house: House, who: str, text: str) -> Proposal:
    told = plan_of(text.encode(), "plan.yaml", KINDS | {"set-limit"})
    stated = [
        Evidence(told.content, one.kind, one.outcome, "", 0, one.detail, one.digest) for one in told.evidence
    ]
    return submit_plan(house.office(who), told.plan, told.content, stated).proposal


def _carried_out(house: House) -> None:
    """Leave a run in the midst, one that is done, one that failed for good, and one that was taken back."""
    shop = Workshop(house)
    shop.applied(steps_plan(step("a"), pause("w", "4h"), key="waits", base="1"))
    shop.work()
    shop.applied(steps_plan(step("b"), key="done", subject="repo:shop-two", labels={"climb": "two"}))
    shop.work()
    shop.applied(steps_plan(step("c", undo=False), key="fails", subject="repo:shop-three"))
    shop.deeds.results = [Result(Mark.UNKNOWN, "cut"), Result(Mark.FAILED, "no room")]
    shop.sights.lies = [Result(Mark.FAILED, "not there")] * 3
    shop.work()
    for _ in range(3):
        house.clock.advance(5)
        shop.work()
    shop.applied(steps_plan(step("d"), step("e", check=False), key="undone", subject="repo:shop-four"))
    shop.deeds.results = [Result(Mark.DONE), Result(Mark.FAILED, "broken", "the end of its output")]
    shop.work()


def _observed(house: House) -> None:
    """Keep what no flow of this revision keeps yet."""
    subject = Subject("repo:shop", "shop", "/srv/shop", Tier.CRITICAL, Stage.ENDING, ("db:orders",), 5, 6)
    finding = KnownFinding(
        "repo:shop", "f1", "long-function", "long", Urgency.HIGH, 1, 2, 0, "a.py:3", ("90",)
    )
    deliveries: Mapping[int, Delivery] = {0: Delivery.SENT, 1: Delivery.DEAD}
    with house.store.writing() as work:
        work.subjects.put(subject)
        work.findings.put([finding])
        work.series.put([made_rollup("disk of /"), made_rollup("latency", limited=False)])
        work.schedules.put("nightly 30 2 * * * Europe/Berlin", 5, None)
        work.ledger.add([Prediction("l1", "disk-full", "host:1", "full", 1, 2, 0.1, -1e-300, 1e300, 0.8)])
        work.ledger.add([made_forecast("l2"), replace(made_forecast("l3"), of=None, middle=None)])
        work.ledger.judge(replace(made_forecast("l2"), judged_at=9, value=1.75, outcome=Came.HIT))
        work.replays.put(made_replay("y1"))
        for place, message in enumerate(work.messages.page(Delivery.DUE)):
            state = deliveries.get(place, Delivery.DUE)
            work.messages.note(replace(message, delivery=state, tries=1, error="" if place == 0 else "no"))


if __name__ == "__main__":
    make(kept_for(NEWEST))
