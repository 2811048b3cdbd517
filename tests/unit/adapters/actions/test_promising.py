"""What a change promises."""

from mainstay.adapters.actions.promising import PromiseAction
from mainstay.domain.plan import Value
from mainstay.domain.run import LONGEST_DETAIL, Mark
from tests.fakes.metrics import MemoryMetrics
from tests.unit.adapters.actions.made import NOW, occasion

PROMISE: dict[str, Value] = {
    "what": "fewer errors",
    "query": "sum(rate(errors[5m]))",
    "is": "below",
    "value": 0.1,
    "after": "3d",
    "lasts": "30d",
    "server": "main",
}


def test_the_promise_is_remembered_from_now_on() -> None:
    found = PromiseAction({"main": MemoryMetrics()}).act(PROMISE, occasion(now=NOW + 5))
    due = NOW + 5 + 3 * 86_400
    assert found.mark is Mark.DONE
    assert found.memo == {
        "promise": {
            "what": "fewer errors",
            "query": "sum(rate(errors[5m]))",
            "is": "below",
            "value": 0.1,
            "server": "main",
            "due_at": due,
            "lasts_until": due + 30 * 86_400,
        }
    }


def test_without_a_length_it_is_looked_once() -> None:
    short = {name: value for name, value in PROMISE.items() if name not in {"lasts", "server"}}
    promise = PromiseAction({"main": MemoryMetrics()}).act(short, occasion()).memo["promise"]
    assert isinstance(promise, dict)
    assert (promise["due_at"], promise["server"]) == (promise["lasts_until"], "")


def test_to_foresee_promises_nothing() -> None:
    found = PromiseAction({"main": MemoryMetrics()}).foresee(
        PROMISE | {"what": "\x1b[2J" * 9_999}, occasion()
    )
    assert (found.mark, found.memo) == (Mark.DONE, {})
    assert len(found.detail) <= LONGEST_DETAIL and "\x1b" not in found.detail


def test_what_no_server_could_tell_is_foreseen() -> None:
    unnamed = {name: value for name, value in PROMISE.items() if name != "server"}
    two = PromiseAction({"a": MemoryMetrics(), "b": MemoryMetrics()})
    for action, asked in ((PromiseAction({}), PROMISE), (two, PROMISE), (two, unnamed)):
        assert action.foresee(asked, occasion()).mark is Mark.NOT_BEGUN
    assert "several: a, b" in two.foresee(unnamed, occasion()).detail
    assert two.foresee({**PROMISE, "server": "b"}, occasion()).mark is Mark.DONE
