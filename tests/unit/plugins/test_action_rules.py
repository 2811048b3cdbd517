"""Each rule for actions can be broken: one that keeps to all, and for each one an action that breaks it."""

from pathlib import Path

import pytest

from mainstay.adapters.processes.local import LocalProcesses
from mainstay.domain.plugin import Conformance
from mainstay.plugins.action_rules import ACTION_RULES, action_conformance
from mainstay.plugins.asking import Asking
from mainstay.plugins.conformance import ActionConformance
from mainstay.plugins.installed import ACTION, installed
from mainstay.plugins.rules import ALLOWED
from tests.fakes.plugins import Environment

GOOD = """
from pathlib import Path
Path(parameters.to).write_text(occasion.key)
return Result(Mark.DONE, "written", memo={"key": occasion.key})
"""
APPENDING = GOOD.replace("write_text(occasion.key)", "open('a').write('once more')")
BAD: dict[str, tuple[str, str, dict[str, str]]] = {
    "foresees": ("", "gives a dict, and no Result", {"foresee": "return {}"}),
    "foresees ": ("", "does not say in words", {"foresee": "return Result(Mark.DONE)"}),
    "foresees  ": ("", "longer than the 3 seconds", {"foresee": "import time; time.sleep(600)"}),
    "foresees   ": ("", "it foresees later", {"foresee": "return Result(Mark.LATER, 'x')"}),
    "foresee-changes-nothing": ("", "to foresee changes something: made", {"foresee": GOOD}),
    "acts": ("return Result('great', 'x')", "its mark is none: great", {}),
    "acts ": ("return Result(Mark.BEGUN, 'x')", "its mark is begun, which no action gives", {}),
    "acts  ": ("return Result(Mark.LATER, 'x')", "does not say what it waits for: nothing", {}),
    "acts   ": (
        "return Result(Mark.LATER, 'x', wake_at=occasion.now, waits_for=WaitFor.TIME)",
        "not within a year from now on",
        {},
    ),
    "acts    ": ("return Result(Mark.DONE, 'x' * (17 << 20))", "answered more than the 16 MiB", {}),
    "acts     ": ("return Result(Mark.DONE, memo={'x': object()})", "values of other types", {}),
    "acts      ": (
        "if occasion.first: return Result(Mark.LATER, 'x', memo={'n': 1}, waits_for=WaitFor.PERSON)\n"
        "raise ValueError(occasion.memo['n'])",
        "ValueError",
        {},
    ),
    "same-key-twice": (APPENDING, "a second try under the same key changes something: made", {}),
    "same-key-twice ": (
        "import os\nif os.path.exists(parameters.to): return Result(Mark.FAILED, 'it is there')\n" + GOOD,
        "it says failed: it is there",
        {},
    ),
    "looks": (GOOD, "an action that says it looks changes something: made", {"looks": "True"}),
}
BAD_STARTS = {
    "another version": ("class Plugin: name, api = 'tried', 99", "written for version 99"),
    "another name": ("class Plugin: name, api = 'mine', API", "it calls itself 'mine'"),
    "no act": (
        "class Plugin:\n    name, api = 'tried', API\n    def foresee(self, p, o): ...",
        "it has no method act",
    ),
    "no word on looking": (
        "class Plugin:\n    name, api = 'tried', API\n    foresee = act = lambda self, p, o: None",
        "whether it looks",
    ),
    "no types": (
        "class Plugin:\n    name, api, looks, parameters = 'tried', API, False, dict\n"
        "    foresee = act = lambda self, p, o: None",
        "no class made of msgspec.Struct",
    ),
    "an import that fails": ("import not_there_at_all", "ModuleNotFoundError"),
}


def tried(environment: Environment, folder: Path, seconds: float = 3.0, only: str = "") -> Conformance:
    (plugin,) = installed([str(environment.packages)], ACTION)
    folder.mkdir()
    allowed = ALLOWED.__class__(seconds=seconds, memory=ALLOWED.memory)
    return action_conformance(Asking(LocalProcesses(), allowed, environment.python), plugin, folder, only)


def broken(result: Conformance) -> dict[str, str]:
    return {verdict.rule: verdict.text for verdict in result.verdicts if not verdict.kept}


def test_a_good_action_keeps_to_all(environment: Environment, tmp_path: Path) -> None:
    environment.plant_action("tried", GOOD)
    result = tried(environment, tmp_path / "trial", 20.0)
    assert broken(result) == {}
    assert [verdict.rule for verdict in result.verdicts] == list(ACTION_RULES)


@pytest.mark.parametrize(("rule", "plugin"), BAD.items(), ids=[f"{rule}{n}" for n, rule in enumerate(BAD)])
def test_each_rule_can_be_broken(
    environment: Environment, tmp_path: Path, rule: str, plugin: tuple[str, str, dict[str, str]]
) -> None:
    act, told, about = plugin
    environment.plant_action("tried", act or GOOD, **about)
    result = broken(tried(environment, tmp_path / "trial", only=rule.strip()))
    assert told in result[rule.strip()], result


def test_parameters_of_any_type_break_a_rule(environment: Environment, tmp_path: Path) -> None:
    code = """
    class Parameters(msgspec.Struct):
        to: __import__("typing").Any
    class Plugin:
        name, api, looks, parameters, example = "tried", API, False, Parameters, {"to": "x"}
        def foresee(self, parameters, occasion): return Result(Mark.DONE, "it would")
        def act(self, parameters, occasion): return Result(Mark.DONE, "it did")
    """
    environment.plant("tried", code, kind="action")
    found = broken(tried(environment, tmp_path / "trial", 20.0))
    assert found == {"parameters": "it takes nonsense for its parameter to: give it a type"}


@pytest.mark.parametrize(("code", "told"), BAD_STARTS.values(), ids=BAD_STARTS)
def test_one_that_does_not_start_is_tried_no_further(
    environment: Environment, tmp_path: Path, code: str, told: str
) -> None:
    environment.plant("tried", code, kind="action")
    result = broken(tried(environment, tmp_path / "trial", 20.0))
    assert told in result.pop("starts")
    assert len(result) == len(ACTION_RULES) - 1
    assert set(result.values()) == {"not tried, for it does not start"}


def test_the_suite_has_a_test_for_each_rule() -> None:
    asked: list[str] = []

    class Listening(ActionConformance):
        plugin = "none"

        def _holds(self, rule: str) -> None:
            asked.append(rule)

    for name in [name for name in dir(Listening) if name.startswith("test_")]:
        getattr(Listening(), name)()
    assert sorted(asked) == sorted(ACTION_RULES)
