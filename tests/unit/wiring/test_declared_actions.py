"""Files with declared actions, found from the operator's file on."""

from pathlib import Path

import pytest

from mainstay.domain.errors import ConfigurationError, UsageError
from mainstay.domain.policy_report import Fault
from mainstay.wiring.record_keeping import Records

ACTION = (
    "actions: [{name: %s, about: a, parameters: {u: {about: b, choices: [a]}}, "
    "do: service, with: {to: start, unit: '${u}.timer'}}]"
)
PLAN = """
{title: t, why: w, change: code, subject: "repo:a", environment: production, base: abc,
 steps: [{id: a, do: own, with: {u: a}}]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "actions").mkdir(mode=0o700)
    write(tmp_path / "actions/own.yaml", ACTION % "own")
    return tmp_path


def write(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o600)


def records(folder: Path, rules: str) -> Records:
    write(folder / "rules.yaml", rules)
    return Records(str(folder / "rules.yaml"), "", {"HOME": str(folder)}, lambda: str(folder / "store"))


def test_paths_count_from_the_operators_file(folder: Path) -> None:
    made = records(folder, "declared: [actions/own.yaml]")
    assert set(made.declared()) == {"own"}
    (step,) = made.plan(PLAN.encode(), "plan.yaml").plan.steps
    assert step.action.kind == "own" and "definition" in step.action.parameters
    assert set(records(folder, f"declared: [{folder}/actions/own.yaml]").declared()) == {"own"}


def test_without_the_file_the_action_is_not_known(folder: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be carried out") as refused:
        records(folder, "{}").plan(PLAN.encode(), "plan.yaml")
    assert "there is no action own" in refused.value.where


def test_what_others_could_write_is_not_carried_out(folder: Path) -> None:
    (folder / "actions/own.yaml").chmod(0o666)
    with pytest.raises(ConfigurationError, match="other users may write a file with declared actions"):
        records(folder, "declared: [actions/own.yaml]").declared()


def test_a_file_that_is_not_there_is_told(folder: Path) -> None:
    with pytest.raises(UsageError, match="a file with declared actions is not there") as refused:
        records(folder, "declared: [actions/gone.yaml]").declared()
    assert refused.value.mend == "make it, or take it out of `declared` in the operator's file"


def test_a_name_stands_in_one_file(folder: Path) -> None:
    write(folder / "actions/more.yaml", ACTION % "own")
    with pytest.raises(ConfigurationError, match="the action own is declared twice"):
        records(folder, "declared: [actions/own.yaml, actions/more.yaml]").declared()


def test_what_is_wrong_with_carrying_out_is_told(folder: Path) -> None:
    rules = (
        "declared: [actions/own.yaml]\nacting: {roots: [/]}\n"
        "gates: [{name: g, about: a, actions: [own, owm]}]\ndefault_gates: false\n"
    )
    found = records(folder, rules).carrying_out()
    assert [(one.fault, one.text) for one in found] == [
        (Fault.UNKNOWN, "there is no action owm; perhaps own is meant"),
        (Fault.WIDE, "plans may write everything below /: name the folders that they are to change"),
    ]
