"""The files for pipelines do what they say: their own steps are run, with the variables that each pipeline documents."""

import json
import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from tests.fakes.repositories import Repo, make_repository
from tests.hostile.room import Room

ROOT = Path(__file__).parents[2]
BODY = "".join(f"    if value > {step}:\n        value -= {step}\n" for step in range(40))
DEBT = f"def price(value):\n{BODY}    return value\n"
CALM = "def price(value):\n    return value\n"
USED = "from src.prices import price\n\nprint(price(1))\n"


@pytest.fixture(params=[(CALM, 0), (DEBT, 1)], ids=["calm", "debt"])
def case(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Repo, int]:
    """Give a clone on a change of its main branch, and the exit code that the gate should leave with."""
    text, code = request.param
    origin = make_repository(tmp_path / "origin")
    origin.commit({"src/prices.py": CALM, "src/__init__.py": "", "run.py": USED})
    origin.git("clone", "-q", str(origin.path), str(tmp_path / "clone"))
    clone = Repo(tmp_path / "clone", now=origin.now)
    clone.git("checkout", "-q", "-b", "change")
    clone.commit({"src/prices.py": text, "README": "x\n"}, "Change")
    return clone, code


def steps(action: str) -> list[tuple[dict[str, str], str]]:
    """Read the env and the run of each step of a composite action; it is written plainly enough for that."""
    found = []
    for block in action.split("    - name: ")[1:]:
        env = dict(re.findall(r"^        ([A-Z_]+): \$\{\{ inputs\.([a-z-]+) \}\}$", block, re.MULTILINE))
        run = block.partition("      run: |\n")[2]
        found.append((env, dedent(run)))
    return found


@pytest.fixture
def placed(room: Room) -> str:
    """Give a path with a Python whose installer writes down what it was asked for, and puts our program into a venv."""
    folder = room.folder / "bin"
    folder.mkdir()
    python = folder / "python3"
    python.write_text(
        FAKE.format(python=sys.executable, program=Path(sys.executable).with_name("mainstay"), log=folder)
    )
    python.chmod(0o755)
    return str(folder)


FAKE = """#!/bin/bash
echo "$PWD $*" >> {log}/asked
case "$*" in
"-I -m venv "*)
  mkdir -p "$4/bin"
  cp "$0" "$4/bin/python"
  ln -sf {program} "$4/bin/mainstay" ;;
"-I -m pip install --quiet -- --"*) exit 2 ;;
"-I -m pip install --quiet -- "*) ;;
*) exec {python} "$@" ;;
esac
"""
"""It stands in for venv and pip alone, which would go to an index: the words that they are asked with are the test."""


def shell(room: Room, repo: Repo, script: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    path = f"{env.get('FIRST', '')}:{Path(sys.executable).parent}:{room.environment()['PATH']}"
    # As GitHub runs it, and GitLab and Jenkins with their own options of the same meaning.
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=repo.path,
        env={**room.environment(env), "PATH": path},
        capture_output=True,
        text=True,
    )


def test_no_input_of_the_action_reaches_the_shell_as_text() -> None:
    for _, run in steps((ROOT / "action.yml").read_text()):
        assert run
        assert "${{" not in run


@pytest.mark.parametrize("name", ["pip.py", "pip/__init__.py", "pip/__main__.py", "sitecustomize.py"])
def test_what_the_action_installs_with_is_no_file_of_the_pull_request(
    room: Room, case: tuple[Repo, int], name: str
) -> None:
    repo, _ = case
    owned = room.folder / "owned"
    repo.write({name: f"open({str(owned)!r}, 'w').close()\n"})
    env, run = steps((ROOT / "action.yml").read_text())[0]
    assert env == {"INSTALL": "install"}
    # The real pip; what it is to install is not there, so it stops without asking any index.
    where = {
        "GITHUB_ACTION_PATH": str(room.folder / "no-such"),
        "RUNNER_TEMP": str(room.folder),
        "INSTALL": "",
    }
    ended = shell(room, repo, run, where | {"PIP_NO_INDEX": "1"})
    assert not owned.exists()
    assert "no-such" in ended.stderr


@pytest.mark.parametrize(
    ("asked", "installed"), [("", "/the/action"), ("mainstay==9", "mainstay==9"), ("none", None)]
)
def test_the_action_installs_the_version_that_it_is_of(
    room: Room, case: tuple[Repo, int], placed: str, asked: str, installed: str | None
) -> None:
    _, run = steps((ROOT / "action.yml").read_text())[0]
    where = {"GITHUB_ACTION_PATH": "/the/action", "RUNNER_TEMP": str(room.folder), "FIRST": placed}
    assert shell(room, case[0], run, {**where, "INSTALL": asked}).returncode == 0
    log = Path(placed) / "asked"
    told = log.read_text().splitlines() if log.exists() else []
    assert told == ([] if installed is None else [f"{room.folder} -I -m pip install --quiet -- {installed}"])


def test_the_action(room: Room, case: tuple[Repo, int]) -> None:
    repo, code = case
    given = {
        "path": ".",
        "fail-on": "medium",
        "base": "",
        "sarif": "",
        "sarif-output": "out $(id).sarif",
        "install": "none",
    }
    summary = room.folder / "summary.md"
    pipeline = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_BASE_REF": target(repo),
        "GITHUB_STEP_SUMMARY": str(summary),
        "RUNNER_TEMP": str(room.folder),
    }
    ended = []
    for env, run in steps((ROOT / "action.yml").read_text()):
        variables = {name: given[of] for name, of in env.items()}
        ended.append(shell(room, repo, run, {**pipeline, **variables}))
    assert [one.returncode for one in ended] == [0, code], ended[-1].stderr
    assert ended[-1].stdout.startswith("::warning file=src/prices.py") if code else not ended[-1].stdout
    assert summary.read_text().startswith("### ")
    assert json.loads((repo.path / "out $(id).sarif").read_text())["version"] == "2.1.0"


def target(repo: Repo) -> str:
    return repo.git("symbolic-ref", "refs/remotes/origin/HEAD").rpartition("/")[2]


def test_hostile_inputs_of_the_action_are_values_and_nothing_else(room: Room, case: tuple[Repo, int]) -> None:
    repo, _ = case
    for name in ("path", "fail-on", "base", "sarif", "sarif-output"):
        given = {"path": ".", "fail-on": "medium", "base": "", "sarif": "", "sarif-output": "", "install": ""}
        given[name] = '"; touch owned; $(touch owned) `touch owned`'
        env, run = steps((ROOT / "action.yml").read_text())[1]
        shell(room, repo, run, {variable: given[of] for variable, of in env.items()})
        assert not (repo.path / "owned").exists()


def test_the_gitlab_template(room: Room, case: tuple[Repo, int], placed: str) -> None:
    repo, code = case
    text = (ROOT / "integrations/gitlab.yml").read_text()
    assert re.search(r"^  image: python:3\.1[1-9]$", text, re.MULTILINE)
    install, script = re.findall(r"^    - (.*/tmp/mainstay/.+)$", text, re.MULTILINE)
    # A folder of the test's own in place of the container's.
    install, script = (one.replace("/tmp/mainstay", str(room.folder / "venv")) for one in (install, script))
    variables = {
        "GITLAB_CI": "true",
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": target(repo),
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": repo.git("rev-parse", "HEAD~1"),
        "MAINSTAY_FAIL_ON": "medium",
        "MAINSTAY_INSTALL": "mainstay==9",
        "FIRST": placed,
    }
    assert shell(room, repo, install, variables).returncode == 0
    assert (Path(placed) / "asked").read_text().splitlines()[
        -1
    ] == "/ -I -m pip install --quiet -- mainstay==9"
    ended = shell(room, repo, script, variables)
    assert ended.returncode == code, ended.stderr
    assert "CI_MERGE_REQUEST_DIFF_BASE_SHA" in ended.stdout
    assert bool(json.loads((repo.path / "mainstay-quality.json").read_text())) == bool(code)


def test_the_jenkins_stage(room: Room, case: tuple[Repo, int], placed: str) -> None:
    repo, code = case
    install, script = re.findall(r"sh '([^']+)'", (ROOT / "integrations/Jenkinsfile").read_text())
    variables = {
        "WORKSPACE_TMP": str(room.folder / "work space"),
        "MAINSTAY_INSTALL": "/opt/a.whl",
        "FIRST": placed,
    }
    assert shell(room, repo, install, variables).returncode == 0
    assert (Path(placed) / "asked").read_text().splitlines()[
        -1
    ] == "/ -I -m pip install --quiet -- /opt/a.whl"
    ended = shell(room, repo, script, {**variables, "JENKINS_URL": "x", "CHANGE_TARGET": target(repo)})
    assert ended.returncode == code, ended.stderr
    assert "CHANGE_TARGET" in ended.stdout


def test_the_hook_of_pre_commit(room: Room, case: tuple[Repo, int]) -> None:
    repo, code = case
    (entry,) = re.findall(r"^  entry: (.+)$", (ROOT / ".pre-commit-hooks.yaml").read_text(), re.MULTILINE)
    assert shell(room, repo, entry, {}).returncode == code
