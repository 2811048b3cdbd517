"""Promises as predictions."""

import pytest
from hypothesis import given as each
from hypothesis import strategies as st

from mainstay.analysis.promises.recording import Given, given, predictions_of, promise_in
from mainstay.domain.prediction import Prediction
from mainstay.domain.promise import Promise

MEMO = {
    "what": "Fewer errors",
    "query": "sum(rate(errors[5m]))",
    "is": "at-most",
    "value": 0.5,
    "due_at": 3_000,
    "lasts_until": 9_000,
    "server": "main",
}
PROMISE = Promise("Fewer errors", "sum(rate(errors[5m]))", "at-most", 0.5, 3_000, 9_000, "main")


def test_a_promise_is_read_from_what_its_step_left() -> None:
    assert promise_in(MEMO) == PROMISE
    bare = {name: MEMO[name] for name in ("what", "query", "is", "value", "due_at")}
    assert promise_in(bare) == Promise("Fewer errors", "sum(rate(errors[5m]))", "at-most", 0.5, 3_000)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("query", ""),
        ("query", 1),
        ("is", "near"),
        ("is", ("below",)),
        ("value", True),
        ("value", "0.5"),
        ("value", float("nan")),
        ("value", None),
        ("due_at", 0),
        ("due_at", -1),
        ("due_at", "3000"),
        ("due_at", 1.5),
        ("lasts_until", "x"),
        ("lasts_until", True),
        ("server", None),
        ("what", ()),
    ],
)
def test_what_is_no_promise(name: str, value: object) -> None:
    assert promise_in({**MEMO, name: value}) is None  # type: ignore[dict-item]
    assert promise_in({}) is None


def test_the_ledger_gets_what_was_promised_and_that_it_lasts() -> None:
    kept, lasts = predictions_of(PROMISE, "0f", "say.so", "repo:shop", 1_000)
    assert kept == Prediction(
        "0f.say.so.promise",
        "promise",
        "repo:shop",
        "Fewer errors (sum(rate(errors[5m])) is at-most 0.5)",
        1_000,
        3_000,
    )
    assert lasts == Prediction(
        "0f.say.so.lasts",
        "promise-lasts",
        "repo:shop",
        "it lasts: Fewer errors (sum(rate(errors[5m])) is at-most 0.5)",
        1_000,
        9_000,
    )
    (alone,) = predictions_of(Promise("w", "q", "equal", 0, 3_000), "0f", "say", "repo:shop", 1_000)
    assert alone.due_at == 3_000


@each(
    st.text("0123456789abcdef", min_size=16, max_size=16),
    st.from_regex(r"[a-z0-9][a-z0-9._@-]{0,63}", fullmatch=True),
)
def test_a_prediction_leads_back_to_its_step(run: str, step: str) -> None:
    kinds = [given(one) for one in predictions_of(PROMISE, run, step, "repo:shop", 1_000)]
    assert kinds == [Given(run, step, "promise"), Given(run, step, "promise-lasts")]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("0f.say.promise", "disk-full"), ("0f.promise", "promise"), ("0f", "promise"), ("0f.say.lasts", "promise"),
     (".say.promise", "promise"), ("", "promise")],
)  # fmt: skip
def test_others_lead_nowhere(name: str, kind: str) -> None:
    assert given(Prediction(name, kind, "s", "t", 0, 0)) is None
