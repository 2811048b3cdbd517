"""Objectives that rules state."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.budgets.recorded import MOST, recorded
from mainstay.domain.budget import Objective
from mainstay.ports.metrics_store import AlertingRule, RecordingRule


def rule(name: str, expression: str, **labels: str) -> RecordingRule:
    return RecordingRule(name, expression, labels)


def sloth(ident: str = "shop-all", window: str = "5m") -> RecordingRule:
    expression = f"(sum(rate(e[{window}])))\n/\n(sum(rate(t[{window}])))\n"
    return rule(f"slo:sli_error:ratio_rate{window}", expression, sloth_id=ident, sloth_service="shop")


def pyrra(window: str = "5m") -> RecordingRule:
    return rule(f"t:burnrate{window}", f"sum(rate(e[{window}])) / sum(rate(t[{window}]))", slo="shop")


OBJECTIVE = rule("slo:objective:ratio", "vector(0.9990000000000001)", sloth_id="shop-all")
DAYS = rule("slo:time_period:days", "vector(28)", sloth_id="shop-all")
ALERT = AlertingRule("ErrorBudgetBurn", "t:burnrate5m > (14 * (1 - 0.995)) and t > 1", 0, {"slo": "shop"})
IN_WINDOWS = ("sum(increase(t[$window]))", "sum(increase(e[$window]))")


def test_sloth() -> None:
    found = recorded([sloth(window="1h"), sloth(), OBJECTIVE, DAYS], [], "main")
    total, bad = (f"({part})" for part in IN_WINDOWS)
    assert found.objectives == (
        Objective("shop-all", 0.999, total, bad, "", 28, "service:shop", "main", "rules of Sloth"),
    )
    assert recorded([sloth(), OBJECTIVE], [], "main").objectives[0].days == 30


def test_pyrra() -> None:
    increase = rule("t:increase2w", "sum(increase(t[2w]))", slo="shop")
    made = Objective("shop", 0.995, *IN_WINDOWS, "", 14, "", "main", "rules of Pyrra")
    assert recorded([pyrra("1h"), pyrra(), increase], [ALERT], "main").objectives == (made,)
    # The generic rules say both themselves.
    own = [rule("pyrra_objective", "0.99", slo="shop"), rule("pyrra_window", "604800", slo="shop")]
    assert recorded([pyrra(), *own], [], "main").objectives == (replace(made, goal=0.99, days=7),)
    assert recorded([pyrra()], [ALERT], "main").objectives[0].days == 28


def test_what_cannot_be_used_is_named() -> None:
    raw = replace(sloth(), expression="1 - avg_over_time(up[5m])")
    assert recorded([raw, OBJECTIVE], [], "main").unusable == {
        "shop-all": "its rule is no division of bad events by all events"
    }
    assert recorded([sloth()], [], "main").unusable == {"shop-all": "no rule says what its objective is"}
    far = replace(DAYS, expression="vector(365)")
    assert "days" in recorded([sloth(), OBJECTIVE, far], [], "main").unusable["shop-all"]
    above = replace(OBJECTIVE, expression="vector(1.5)")
    assert "100%" in recorded([sloth(), above], [], "main").unusable["shop-all"]
    assert recorded([rule("up:sum", "sum(up)")], [], "main").objectives == ()


def test_names_are_made_fit_and_there_is_an_end_of_them() -> None:
    odd = "Ümlaut\x1b[31m SHOP" + "x" * 99
    found = recorded([sloth(odd), replace(OBJECTIVE, labels={"sloth_id": odd})], [], "main")
    assert found.objectives[0].name.startswith("mlaut--31m-shopxx")
    assert len(found.objectives[0].name) <= 64
    many = [sloth(f"s{number}") for number in range(MOST + 7)]
    goals = [replace(OBJECTIVE, labels={"sloth_id": f"s{number}"}) for number in range(MOST + 7)]
    found = recorded([*many, *goals], [], "main")
    assert (len(found.objectives), found.left_out) == (MOST, 7)


TEXTS = st.text(max_size=30) | st.sampled_from(
    [
        "slo:objective:ratio",
        "slo:sli_error:ratio_rate5m",
        "a:burnrate5m",
        "vector(9e9)",
        "vector(1..2)",
        "a:increase9w",
    ]
)


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=8))
def test_any_rules_are_read_or_named(rules: list[tuple[str, str, str]]) -> None:
    made = [rule(name, text, sloth_id=label, slo=label) for name, text, label in rules]
    alerts = [AlertingRule(name, text, 0, {"slo": label}) for name, text, label in rules]
    found = recorded(made, alerts, "main")
    assert all(0 < one.goal <= 1 for one in found.objectives)
