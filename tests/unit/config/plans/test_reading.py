"""Reading plan files."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.config.plans.reading import Submitted, plan_of
from mainstay.domain.errors import ConfigurationError
from mainstay.domain.plan import MOST_STEPS, Action, Change, Repeat, Severity

ACTIONS = {"command", "wait", "check-http", "manual"}
PLAN = """
title: Update the pool's limit
why: It is full every Monday.
change: configuration
severity: medium
subject: repo:shop
environment: production
base: 3f1c9d2
targets: [config/pool.yaml]
steps:
  - id: write
    do: command
    with: {argv: [sed, -i, s/10/20/, pool.yaml], env: {A: b}}
    check: {do: check-http, with: {url: "http://127.0.0.1/health"}}
    undo: {do: command, with: {argv: [git, checkout, pool.yaml]}}
    time_out: 30s
    repeat: idempotent
  - {id: pause, do: wait, with: {for: 1m}, after: [write]}
way_back: git checkout
effort: 0.5
expires: 14d
evidence:
  - {kind: full-test-suite, outcome: passed, detail: 412 passed}
"""


def read(text: str) -> Submitted:
    """Read a plan."""
    return plan_of(text.encode(), "plan.yaml", ACTIONS)


def test_a_plan_as_it_is_written() -> None:
    plan = read(PLAN).plan
    assert (plan.change, plan.severity, plan.expires) == (Change.CONFIGURATION, Severity.MEDIUM, 14 * 86_400)
    assert plan.key == "repo:shop:Update the pool's limit"
    write, pause = plan.steps
    assert write.action == Action(
        "command", {"argv": ("sed", "-i", "s/10/20/", "pool.yaml"), "env": {"A": "b"}}
    )
    assert (write.time_out, write.repeat, write.tries) == (30, Repeat.IDEMPOTENT, 1)
    assert (pause.time_out, pause.repeat, pause.after) == (600, Repeat.VERIFY_FIRST, ("write",))


def test_evidence_is_not_part_of_the_content() -> None:
    bare = PLAN[: PLAN.index("evidence:")]
    assert read(bare).content == read(PLAN).content and not read(bare).evidence


def test_layout_tells_nothing_and_words_do() -> None:
    content = read(PLAN).content
    assert read(PLAN.replace("severity: medium", 'severity: "medium"  # so')).content == content
    assert read("# a word\n" + PLAN).content == content
    assert read("version: 1\n" + PLAN).content == content
    assert read(PLAN.replace("[sed", "[rm")).content != content
    assert read(PLAN.replace("3f1c9d2", "3f1c9d3")).content != content


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("change: configuration", "change: magic", "magic is not allowed"),
        ("way_back: git", "way_bak: git", "there is no way_bak"),
        ("title: Update the pool's limit\n", "", "title is missing"),
        ("do: wait", "do: fly", "the plan cannot be carried out"),
        ("after: [write]", "after: [pause]", "the plan cannot be carried out"),
        ("id: pause", "id: write", "the plan cannot be carried out"),
        ("time_out: 30s", "time_out: soon", "'soon' is no length of time; write it as 30m, 4h, 7d or 2w"),
        ("time_out: 30s", "time_out: 9d", "time_out is from 1s to 7d, not '9d'"),
        ("expires: 14d", "expires: 0d", "expires is from 1s to 366d, not '0d'"),
        ("effort: 0.5", "effort: .inf", "a number that is not finite"),
        ("base: 3f1c9d2", "base: 3f1c9d2\nbase: 3f1c9d2", "base stands here twice"),
        (
            "title: Update the pool's limit",
            'title: "\\x1b[2J"',
            "this is not one line of 1 to 200 characters",
        ),
        ("subject: repo:shop", 'subject: "a b"', "this is not a text of 1 to 200 characters without blanks"),
        (
            "title: Update",
            "version: 2\ntitle: Update",
            "the plan is of version 2, and this program reads up to 1",
        ),
        ("title: Update", "version: true\ntitle: Update", "true is not a whole number"),
        ("detail: 412 passed", "digest: abc", "this is not a SHA-256 of 64 hexadecimal digits"),
    ],
)
def test_what_is_refused(old: str, new: str, what: str) -> None:
    assert old in PLAN
    with pytest.raises(ConfigurationError) as caught:
        read(PLAN.replace(old, new))
    assert caught.value.what.startswith(what)
    assert caught.value.where.startswith("plan.yaml") and caught.value.mend
    assert "\x1b" not in caught.value.what + caught.value.where


def test_all_keys_that_are_missing_are_told_at_once() -> None:
    with pytest.raises(ConfigurationError) as caught:
        read(
            "title: t\nsteps: [{do: manual, check: {with: {}}}, {id: b, do: manual}]\nevidence: [{kind: tests}]\n"
        )
    assert (caught.value.what, caught.value.mend) == ("keys are missing", "say each of them")
    assert caught.value.where.splitlines() == [
        f"plan.yaml: {place}"
        for place in (
            "why",
            "change",
            "subject",
            "environment",
            "base",
            "steps[0].id",
            "steps[0].check.do",
            "evidence[0].outcome",
        )
    ]
    steps = "steps:\n" + "  - {do: manual}\n" * 30
    with pytest.raises(ConfigurationError) as caught:
        read(PLAN[: PLAN.index("steps:")] + steps)
    assert caught.value.where.splitlines()[-2:] == ["plan.yaml: steps[9].id", "and 20 more"]


def test_an_empty_file_is_told_to_be_one() -> None:
    for text in ("", "# to be written\n", "null"):
        with pytest.raises(ConfigurationError, match="the file says nothing"):
            read(text)


@pytest.mark.parametrize("text", ["", "[]", "1", "a", "null"])
def test_what_is_no_plan(text: str) -> None:
    with pytest.raises(ConfigurationError):
        read(text)


def test_more_steps_than_a_person_can_judge() -> None:
    head = PLAN[: PLAN.index("steps:")]
    many = head + "steps:\n" + "".join(f"  - {{id: s{at}, do: manual}}\n" for at in range(MOST_STEPS + 1))
    with pytest.raises(ConfigurationError, match="cannot be carried out") as caught:
        read(many)
    assert "1,001 steps" in caught.value.where


def test_a_million_steps_are_refused_before_they_are_read() -> None:
    head = PLAN[: PLAN.index("steps:")]
    with pytest.raises(ConfigurationError, match="larger than"):
        read(head + "steps:\n" + "  - {id: s, do: manual}\n" * 1_000_000)


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_any_bytes_are_a_plan_or_a_clear_error(data: bytes) -> None:
    with pytest.raises(ConfigurationError):
        plan_of(data, "plan.yaml", ACTIONS)


def test_secrets_are_refused_by_their_places_and_never_told() -> None:
    hostile = PLAN.replace("env: {A: b}", "env: {TOKEN: hunter2pw}").replace(
        "http://127.0.0.1/health", "http://u:hunter2pw@127.0.0.1/"
    )
    hostile = hostile.replace("It is full", "https://u:hunter2pw@a/ is full").replace("/@", "/")
    with pytest.raises(ConfigurationError) as caught:
        read(
            hostile.replace(
                'url: "http://u:hunter2pw@127.0.0.1/"', 'url: "http://a/", headers: {X-Key: hunter2pw}'
            )
        )
    assert caught.value.what == "the plan holds what looks like secrets"
    assert caught.value.where.splitlines() == [
        "plan.yaml: why holds a password in an address",
        "plan.yaml: step write: with.env.TOKEN holds a password",
        "plan.yaml: step write: check.with.headers.X-Key holds what lets its sender in",
    ]
    assert "env:NAME" in caught.value.mend and "hunter2pw" not in str(caught.value)
    assert read(PLAN.replace("env: {A: b}", "env: {TOKEN: 'env:TOKEN'}")).plan.steps[0].action.parameters[
        "env"
    ] == {"TOKEN": "env:TOKEN"}


def test_all_that_is_wrong_is_told_at_once_with_its_line_and_what_would_be_right() -> None:
    text = PLAN.replace("change: configuration", "change: configuraton").replace(
        "base: 3f1c9d2", "base: 12345678"
    )
    text = text.replace("severity: medium", "severity: hihg").replace(
        "repeat: idempotent", "repeet: idempotent\n    tries: 0"
    )
    with pytest.raises(ConfigurationError) as caught:
        read(text)
    assert caught.value.what == "5 things are wrong"
    assert caught.value.where.splitlines() == [
        "plan.yaml:4:1: change: configuraton is not allowed; did you mean configuration? allowed are dependency, "
        "security-patch, configuration, major-version, architecture, code, maintenance, model, documentation",
        "plan.yaml:5:1: severity: hihg is not allowed; did you mean high? allowed are none, low, medium, high, critical",
        "plan.yaml:8:1: base: this is read as a number, and a text is wanted; put it in quotes",
        "plan.yaml:17:5: steps[0].repeet: there is no repeet; did you mean repeat?",
        "plan.yaml:18:5: steps[0].tries: 0 is not a whole number from 1 to 20; write a whole number from 1 to 20",
    ]


@pytest.mark.parametrize("base", ["5555", "4e12", "true", "0x10"])
def test_a_base_that_yaml_reads_as_something_else_is_to_be_quoted(base: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        read(PLAN.replace("base: 3f1c9d2", f"base: {base}"))
    assert caught.value.where == "plan.yaml:8:1: base"
    assert caught.value.mend == "put it in quotes"
    assert read(PLAN.replace("base: 3f1c9d2", f'base: "{base}"')).plan.base == base


@given(
    st.dictionaries(
        st.sampled_from(["title", "base", "steps", "labels", "x"]),
        st.recursive(
            st.none() | st.booleans() | st.integers(-3, 3) | st.floats(-1, 1) | st.text(max_size=3),
            lambda inner: (
                st.lists(inner, max_size=2)
                | st.dictionaries(st.sampled_from(["id", "do", "a"]), inner, max_size=2)
            ),
            max_leaves=4,
        ),
    )
)
def test_what_is_wrong_is_never_told_as_a_pattern(document: dict[str, object]) -> None:
    text = json.dumps(document)
    with pytest.raises(ConfigurationError) as caught:
        read(text)
    told = caught.value.what + caught.value.where + (caught.value.mend or "")
    assert "regex" not in told and "`" not in told and "\\Z" not in told
