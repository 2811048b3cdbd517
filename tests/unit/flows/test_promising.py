"""What changes promised, and whether it came true."""

from mainstay.adapters.actions.promising import PromiseAction
from mainstay.domain.plan import Action, Repeat, Step
from mainstay.domain.run import RunState
from mainstay.flows.promising import judge_promises
from mainstay.ports.metrics import Metrics
from tests.fakes.metrics import MemoryMetrics
from tests.fakes.workshops import Workshop, step, steps_plan

DAY = 86_400
PROMISE = Step(
    "promise",
    Action(
        "promise",
        {"what": "P95 drops", "query": "p95", "is": "at-most", "value": 0.2, "after": "3d", "lasts": "4w"},
    ),
    repeat=Repeat.IDEMPOTENT,
)


def done() -> Workshop:
    shop = Workshop(more=(PromiseAction({"main": MemoryMetrics()}),))
    run = shop.applied(steps_plan(step("a"), PROMISE, expires=40 * DAY))
    shop.work()
    assert shop.run(run.id).state is RunState.DONE
    return shop


def outcomes(shop: Workshop) -> list[tuple[str, bool | None, bool]]:
    held = shop.house.store.held.predictions.values()
    return [(one.kind, one.came, bool(one.judged_at)) for one in held]


def servers(*values: float) -> dict[str, Metrics]:
    server = MemoryMetrics()
    if values:
        server.tell("p95", values[0])
    return {"main": server}


def test_a_promise_enters_the_ledger_when_the_change_is_kept_and_is_judged_when_due() -> None:
    shop = done()
    assert outcomes(shop) == [("promise", None, False), ("promise-lasts", None, False)]
    office = shop.house.office("worker")
    assert judge_promises(office, servers(0.1)) == ()
    shop.house.clock.advance(3 * DAY)
    (kept,) = judge_promises(office, servers(0.15))
    assert (kept.came, kept.value) == (True, 0.15)
    shop.house.clock.advance(28 * DAY)
    (lasts,) = judge_promises(office, servers(0.5))
    assert lasts.came is False
    assert [row.act for row in shop.house.store.held.rows.values()].count("promise.judged") == 2


def test_without_data_nobody_knows() -> None:
    shop = done()
    office = shop.house.office("worker")
    shop.house.clock.advance(3 * DAY)
    away: dict[str, Metrics] = {"main": MemoryMetrics(away="away")}
    two: dict[str, Metrics] = {"a": MemoryMetrics(), "b": MemoryMetrics()}
    for none in (servers(), away, {}, two):
        assert judge_promises(office, none) == ()
    shop.house.clock.advance(3 * DAY)
    (unknown,) = judge_promises(office, servers())
    assert (unknown.came, unknown.value) == (None, None)


def test_what_is_taken_back_promises_nothing_any_more() -> None:
    shop = done()
    (run,) = shop.runs()
    shop.undo(run.id)
    shop.work()
    assert outcomes(shop) == [("promise", None, True), ("promise-lasts", None, True)]


def test_what_failed_promised_nothing() -> None:
    shop = Workshop(more=(PromiseAction({"main": MemoryMetrics()}),))
    shop.applied(steps_plan(PROMISE, step("a", check=False)))
    shop.deeds.results = []
    shop.deeds.before = lambda deed: (_ for _ in ()).throw(ZeroDivisionError) if deed == "a" else None
    shop.work()
    assert outcomes(shop) == []
