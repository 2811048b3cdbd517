"""Steps that are carried out in stages."""

import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.contents.plan_content import content_hash
from mainstay.config.plans.reading import plan_of
from mainstay.config.plans.schema import json_schema
from mainstay.config.plans.stages import MOST_STAGES
from mainstay.domain.action_kinds import KINDS
from mainstay.domain.errors import ConfigurationError
from mainstay.domain.plan import MOST_STEPS, Action, Plan, Repeat

HEAD = """
title: Roll out
why: It is new.
change: code
subject: repo:shop
environment: production
base: 3f1c9d2
steps:
"""
ROLL_OUT = """
  - {id: build, do: manual}
  - id: roll-out
    do: http
    with:
      url: "http://127.0.0.1/weight"
      method: PUT
      body: {to: "${weight}", note: "now ${weight} of 100", all: ["${weight}", 7]}
    check: {do: check-http, with: {url: "http://127.0.0.1/at/${weight}", within: 10s}}
    undo: {do: http, with: {url: "http://127.0.0.1/weight", method: PUT, body: {to: 0}}}
    stages: [1, 50, 100]
    watch: {for: 10m, metrics: [{name: errors, query: up}]}
    tries: 2
    time_out: 30s
    after: [build]
  - {id: tell, do: notify, with: {text: done}, after: [roll-out, build]}
"""


def read(text: str) -> Plan:
    return plan_of(text.encode(), "plan.yaml", KINDS).plan


def refused(text: str) -> list[str]:
    with pytest.raises(ConfigurationError) as caught:
        read(text)
    assert caught.value.what == "the plan cannot be carried out"
    return [line.removeprefix("plan.yaml: ") for line in caught.value.where.splitlines()]


def test_each_stage_is_a_step_and_is_watched() -> None:
    steps = read(HEAD + ROLL_OUT).steps
    assert [(step.id, step.after) for step in steps] == [
        ("build", ()),
        ("roll-out-1", ("build",)),
        ("roll-out-1-watch", ("roll-out-1",)),
        ("roll-out-50", ("roll-out-1-watch",)),
        ("roll-out-50-watch", ("roll-out-50",)),
        ("roll-out-100", ("roll-out-50-watch",)),
        ("roll-out-100-watch", ("roll-out-100",)),
        ("tell", ("roll-out-100-watch", "build")),
    ]
    _, one, watch, fifty, *_ = steps
    assert fifty.action == Action(
        "http",
        {
            "url": "http://127.0.0.1/weight",
            "method": "PUT",
            "body": {"to": 50, "note": "now 50 of 100", "all": (50, 7)},
        },
    )
    assert fifty.check == Action("check-http", {"url": "http://127.0.0.1/at/50", "within": "10s"})
    assert one.undo == fifty.undo != None  # noqa: E711
    assert (one.tries, one.time_out, one.repeat) == (2, 30, Repeat.VERIFY_FIRST)
    assert watch.action == Action(
        "watch", {"for": "10m", "metrics": ({"name": "errors", "query": "up"},), "share": 1 / 3}
    )
    assert (watch.check, watch.undo, watch.repeat) == (None, None, Repeat.IDEMPOTENT)


def test_where_an_action_takes_no_number_it_gets_the_digits() -> None:
    steps = read(
        HEAD
        + """
  - id: set
    do: command
    with: {argv: [set, "${weight}", "to=${weight}"]}
    check: {do: check-promql, with: {query: "max(w) + ${weight}", is: equal, value: "${weight}"}}
    stages: [5, 100]
    watch: {for: 10m, metrics: [{name: a, query: up}]}
"""
    ).steps
    assert steps[0].action.parameters["argv"] == ("set", "5", "to=5")
    assert steps[2].check is not None
    assert steps[2].check.parameters == {"query": "max(w) + 100", "is": "equal", "value": 100}


def test_what_is_hashed_is_what_it_stands_for() -> None:
    plan = read(HEAD + ROLL_OUT)
    written = [
        {
            "id": step.id,
            "do": step.action.kind,
            "with": step.action.parameters,
            "check": step.check and {"do": step.check.kind, "with": step.check.parameters},
            "undo": step.undo and {"do": step.undo.kind, "with": step.undo.parameters},
            "tries": step.tries,
            "time_out": f"{step.time_out}s",
            "repeat": step.repeat,
            "after": step.after,
        }
        for step in plan.steps
    ]
    assert content_hash(read(HEAD.rstrip() + " " + json.dumps(written))) == content_hash(plan)
    assert content_hash(read(HEAD + ROLL_OUT.replace("50", "40"))) != content_hash(plan)


STAGES = (
    "step roll-out: stages are 2 to 10 rising percentages, the last of them 100, such as [1, 10, 50, 100]"
)


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("[1, 50, 100]", "[100]", STAGES),
        ("[1, 50, 100]", "[1, 50]", STAGES),
        ("[1, 50, 100]", "[50, 1, 100]", STAGES),
        ("[1, 50, 100]", "[50, 50, 100]", STAGES),
        ("[1, 50, 100]", "[1,2,3,4,5,6,7,8,9,10,100]", STAGES),
        (
            "    watch: {for: 10m, metrics: [{name: errors, query: up}]}\n",
            "",
            "step roll-out: stages need a watch: what is looked at after each of them",
        ),
        (
            "    stages: [1, 50, 100]\n",
            "",
            "step roll-out: watch goes with stages; else make it a step of its own, do: watch",
        ),
        ("{for: 10m,", "{for: 10m, share: 1,", "step roll-out: watch.share follows from the stages"),
        (
            "${weight}",
            "weight",
            "step roll-out: no text of with holds ${weight}, so that all stages would do the same",
        ),
        (
            "body: {to: 0}",
            'body: {to: "${weight}"}',
            "step roll-out: undo.with holds ${weight}, which stands for a weight in with and in check.with alone",
        ),
        (
            "{name: errors, query: up}",
            '{name: "e${weight}"}',
            "step roll-out: watch holds ${weight}, which stands for a weight in with and in check.with alone",
        ),
        ("id: build, ", "id: roll-out, ", "two steps are called roll-out"),
        ("id: build, ", "id: roll-out-1, ", "two steps are called roll-out-1"),
        ("{for: 10m, ", "{", "step roll-out-1-watch: with.for is missing: how long it is watched, such as 30m"),
        (
            "{for: 10m,",
            "{for: 10m, color: red,",
            "step roll-out-1-watch: with: watch takes no color; it takes for, metrics, every",
        ),
        ("after: [build]", "after: [tell]", "its steps wait for each other"),
        ("after: [build]", "after: [roll-out]", "its steps wait for each other"),
    ],
)  # fmt: skip
def test_what_is_refused(old: str, new: str, wrong: str) -> None:
    assert old in ROLL_OUT
    assert any(told.startswith(wrong) for told in refused(HEAD + ROLL_OUT.replace(old, new)))


@pytest.mark.parametrize("stages", ["[0, 100]", "[1, 101]", "[1.5, 100]", '["1", 100]', "[true, 100]", "100"])
def test_what_is_no_percentage(stages: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        read(HEAD + ROLL_OUT.replace("[1, 50, 100]", stages))
    assert "steps[1].stages" in caught.value.where


def test_an_id_leaves_room_for_its_stages() -> None:
    told = refused(HEAD + ROLL_OUT.replace("roll-out", "r" * 55))
    assert told == [f"step {'r' * 55}: with stages its id has at most 54 characters"]
    assert max(len(step.id) for step in read(HEAD + ROLL_OUT.replace("roll-out", "r" * 54)).steps) == 64


def test_all_that_is_wrong_is_told_at_once() -> None:
    told = refused(
        HEAD + ROLL_OUT.replace("[1, 50, 100]", "[1]").replace("${weight}", "w").replace("watch:", "#")
    )
    assert told == [
        STAGES,
        "step roll-out: stages need a watch: what is looked at after each of them",
        "step roll-out: no text of with holds ${weight}, so that all stages would do the same",
    ]


def test_stages_count_as_steps() -> None:
    def staged(count: int) -> str:
        return HEAD + "".join(
            f'  - {{id: s{at}, do: command, with: {{argv: [set, "${{weight}}"]}}, '
            "watch: {for: 10m, metrics: [{name: a, query: up}]}, "
            f"stages: [1,2,3,4,5,6,7,8,9,100]}}\n"
            for at in range(count)
        )

    assert MOST_STAGES == 10 and len(read(staged(MOST_STEPS // 20)).steps) == MOST_STEPS
    assert refused(staged(MOST_STEPS // 20 + 1)) == ["it has 1,020 steps, and 1,000 are allowed"]
    assert refused(staged(MOST_STEPS + 1)) == ["it has 1,001 steps, and 1,000 are allowed"]


_rising = st.sets(st.integers(1, 99), min_size=1, max_size=9).map(lambda found: [*sorted(found), 100])


@given(_rising)
def test_what_is_written_by_the_schema_is_read_and_shares_make_a_whole(stages: list[int]) -> None:
    steps = read(HEAD + ROLL_OUT.replace("[1, 50, 100]", json.dumps(stages))).steps
    shares = [step.action.parameters["share"] for step in steps if step.action.kind == "watch"]
    assert len(shares) == len(stages) and abs(sum(map(float, shares)) - 1) < 1e-9  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("stages", "fits"), [([1, 100], True), ([], True), ([1] * 2, False), ([0, 100], False), ([1, 101], False)]
)
def test_the_schema_that_editors_read_says_so_too(stages: list[int], fits: bool) -> None:
    document = json.loads(
        json.dumps(
            {
                "title": "t", "why": "w", "change": "code", "subject": "s", "environment": "production", "base": "b",
                "steps": [{"id": "a", "do": "command", "stages": stages, "watch": {"for": "1m"}}],
            }
        )
    )  # fmt: skip
    assert jsonschema.Draft202012Validator(json_schema()).is_valid(document) is fits
