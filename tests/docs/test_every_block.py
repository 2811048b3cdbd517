"""Every fenced block of the pages that people write is tried: by its kind, or by the test that is named for its page."""

import configparser
import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import jsonschema
import pytest

from mainstay.analysis.canary.tables import metrics_of
from mainstay.analysis.plans.action_shapes import SHAPES
from mainstay.analysis.plans.shapes.watched import METRIC
from mainstay.analysis.test_runs.identity import identity
from mainstay.config.declared.reading import declared_of
from mainstay.config.declared.schema import json_schema as declared_schema
from mainstay.config.operator.reading import operator_of, policy_of
from mainstay.config.plain_yaml import read
from mainstay.config.plans.reading import plan_of
from mainstay.config.plans.schema import json_schema as plan_schema
from mainstay.config.validation import validate
from mainstay.domain.action_kinds import KINDS
from mainstay.domain.canary import Measured
from mainstay.domain.errors import ExitCode
from mainstay.domain.people import Role
from mainstay.domain.plan import Repeat
from mainstay.keepers.metrics.exporters import EXPORTERS
from mainstay.present.json_document import indented
from mainstay.verifier import verify_audit
from tests.docs.examples import (
    PROGRAMS,
    ROOT,
    Example,
    Fence,
    fenced,
    fences,
    run,
    scratch_repository,
    written,
)
from tests.fakes.plugins import Environment

DEBT, GATE = "docs/how-to/live-with-debt.md", "docs/how-to/gate.md"
PLUGINS, TESTS = "docs/how-to/plugins.md", "docs/how-to/tests.md"
CARRY, WATCH = "docs/how-to/carry-out.md", "docs/how-to/watch.md"
DECLARED = "docs/how-to/declared-actions.md"
METRICS, HOST = "docs/how-to/metrics-servers.md", "docs/how-to/this-host.md"
BUDGETS = "docs/how-to/error-budgets.md"
CLUSTER = "docs/how-to/cluster.md"
MODELS = "docs/how-to/models.md"
DECIDE, TRAIL = "docs/how-to/decide.md", "docs/how-to/audit-trail.md"
RANKING = "docs/evidence/ranking.md"  # what a benchmark printed on repositories that are not here

# Blocks whose kind alone does not say what tries them: here, or in the file that is named.
BY_PAGE = {
    (PLUGINS, "python"): "test_the_plugins_of_the_page_pass_the_tests_of_the_page",
    (PLUGINS, "toml"): "test_the_plugins_of_the_page_pass_the_tests_of_the_page",
    (DECLARED, "yaml"): "test_the_declared_action_of_the_page_is_taken_with_its_plan",
    (DEBT, "python"): "test_the_comment_of_the_page_sets_aside",
    (TESTS, "text"): "test_the_names_of_results_tell_commits_and_environments",
    (DECIDE, "yaml"): "test_the_plan_and_the_window_of_the_page_are_taken",
    (CARRY, "yaml"): "test_the_plan_that_is_carried_out_is_taken",
    (WATCH, "yaml"): "test_the_watch_of_the_page_is_taken_and_watches_all_that_it_names",
    (METRICS, "yaml"): "test_the_forecasts_of_the_page_are_taken",
    (BUDGETS, "yaml"): "test_the_objectives_of_the_page_are_taken",
    (CLUSTER, "yaml"): "test_the_cluster_of_the_page_is_taken",
    (MODELS, "yaml"): "test_the_models_of_the_page_are_taken",
    (HOST, "yaml"): "test_what_the_page_collects_is_taken",
    (HOST, "ini"): "test_the_unit_and_the_line_of_cron_collect",
    (HOST, "text"): "test_the_unit_and_the_line_of_cron_collect",
    (DECIDE, "sh"): "test_the_commands_of_a_timer_and_of_the_store_run",
    (TRAIL, "sh"): "test_the_commands_of_the_trail_run",
    (GATE, "yaml"): "test_the_hook_is_named_as_it_is",  # its steps: tests/journeys/test_integrations.py
}


def all_fences() -> list[tuple[str, Fence]]:
    pages = {page.relative_to(ROOT).as_posix(): page for page in written()}
    return [(name, fence) for name, page in pages.items() for fence in fences(page.read_text())]


def commands_of_make(page: str, fence: Fence) -> list[str]:
    """Give the words of each `make` of a block that names no kind and holds nothing else; else nothing."""
    lines = [line.partition(" #")[0].strip() for line in fence.text.splitlines() if line.strip()]
    plain = fence.kind == "" and page.count("/") == 0 and all(line.startswith("make ") for line in lines)
    return lines if plain else []


def settings_of(page: str, fence: Fence) -> bool:
    return fence.kind == "toml" and (page, "toml") not in BY_PAGE


MAKES = [line for page, fence in all_fences() for line in commands_of_make(page, fence)]
SETTINGS = [(page, fence) for page, fence in all_fences() if settings_of(page, fence)]


def test_no_block_is_left_untried() -> None:
    left = [
        f"{page}:{fence.line} {fence.kind}"
        for page, fence in all_fences()
        if not (
            fence.kind == "console"
            or settings_of(page, fence)
            or commands_of_make(page, fence)
            or globals().get(BY_PAGE.get((page, fence.kind), ""))
            or page == RANKING
        )
    ]
    assert left == []
    assert {(page, fence.kind) for page, fence in all_fences()} >= set(BY_PAGE)


@pytest.mark.parametrize("line", MAKES)
def test_make_knows_what_a_page_has_it_do(line: str) -> None:
    done = subprocess.run(["bash", "-c", f"{line} --dry-run"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    asked = re.search(r"WHAT=(\w+)", line)
    assert not asked or (ROOT / "benchmarks" / f"{asked[1]}.py").is_file()


@pytest.mark.parametrize(("page", "fence"), SETTINGS, ids=lambda part: getattr(part, "line", part))
def test_settings_in_a_page_are_taken(page: str, fence: Fence) -> None:
    settings, problems = validate(tomllib.loads(fence.text))
    assert (problems, settings is None) == ((), False)


@pytest.mark.parametrize("kind", ["collector", "action"])
def test_the_plugins_of_the_page_pass_the_tests_of_the_page(tmp_path: Path, kind: str) -> None:
    environment = Environment.made(tmp_path / "environment")
    at = ["collector", "action"].index(kind)
    module, trial = fenced(PLUGINS, "python")[2 * at : 2 * at + 2]
    ((name, points),) = tomllib.loads(fenced(PLUGINS, "toml")[at])["project"]["entry-points"].items()
    assert name == f"mainstay.{kind}s"
    ((plugin, place),) = points.items()
    (environment.packages / f"{place.partition(':')[0]}.py").write_text(module)
    environment.declare("a-plugin", "1.0.0", f"{plugin} = {place}\n", kind=kind)
    (tmp_path / "test_it.py").write_text(trial)
    command = [environment.python, "-P", "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_it.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert re.search(r"^\d+ passed in", done.stdout, re.MULTILINE), done.stdout + done.stderr
    assert done.returncode == 0


def test_the_forecasts_of_the_page_are_taken() -> None:
    dates, block = fenced(METRICS, "yaml")
    assert [one.kind.value for one in operator_of(dates.encode(), METRICS).forecasts.dates] == [
        "certificate", "support", "other",
    ]  # fmt: skip
    found = operator_of(block.encode(), METRICS).forecasts
    assert [one.name for one in (*found.series, *found.slos)] == [
        "orders-waiting", "free-disk", "dashboard", "checkout", "mail",
    ]  # fmt: skip
    named = set(re.findall(r"`([a-z0-9-]+)`", (ROOT / METRICS).read_text()))
    assert {family.name for family in EXPORTERS} <= named


def test_the_cluster_of_the_page_is_taken() -> None:
    (block,) = fenced(CLUSTER, "yaml")
    found = operator_of(block.encode(), "mainstay-server.yaml").forecasts.computing
    assert (found.executor, found.scheduler) == ("dask", "tls://forecasts.example.org:8786")
    assert found.authority and found.certificate and found.key


def test_the_objectives_of_the_page_are_taken() -> None:
    (block,) = fenced(BUDGETS, "yaml")
    found = operator_of(block.encode(), BUDGETS).slos
    assert [(one.name, one.goal, one.days) for one in found] == [
        ("shop", 0.999, 30), ("quick", 0.95, 28), ("paid", 0.9999, 30),
    ]  # fmt: skip


def test_the_models_of_the_page_are_taken() -> None:
    (block,) = fenced(MODELS, "yaml")
    found = operator_of(block.encode(), MODELS).models
    assert [(one.name, one.about, one.gate) for one in found] == [
        ("churn", "model:churn", 0.1), ("prices", "service:shop", 0.2),
    ]  # fmt: skip


def test_what_the_page_collects_is_taken() -> None:
    (block,) = fenced(HOST, "yaml")
    found = operator_of(block.encode(), HOST).forecasts.collecting
    assert [one.name for one in (*found.pages, *found.probes)] == ["shop", "mail", "site", "database"]
    assert [one.share for one in found.limits] == [True, False]


def test_the_unit_and_the_line_of_cron_collect(tmp_path: Path) -> None:
    (unit,), (line,) = fenced(HOST, "ini"), fenced(HOST, "text")
    read_unit = configparser.ConfigParser(interpolation=None)
    read_unit.optionxform = str  # type: ignore[assignment,method-assign]
    read_unit.read_string(unit)
    assert read_unit["Service"]["SuccessExitStatus"] == str(ExitCode.TERMINATED.value)
    started = read_unit["Service"]["ExecStart"].removeprefix("%h/.local/bin/")
    for command in (f"{started} --for 1s", line.removeprefix("* * * * * ")):
        words = ["bash", "-c", command]
        env = {"PATH": f"{PROGRAMS}:/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C.UTF-8"}
        done = subprocess.run(words, cwd=tmp_path, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    assert done.stderr == ""


def test_the_declared_action_of_the_page_is_taken_with_its_plan() -> None:
    block, plan = fenced(DECLARED, "yaml")
    declared = {one.name: one for one in declared_of(block.encode(), DECLARED)}
    jsonschema.validate(read(block.encode(), DECLARED), json.loads(indented(declared_schema())))
    (step,) = plan_of(plan.encode(), DECLARED, KINDS, declared).plan.steps
    assert [step.check is not None, step.undo is not None, step.repeat] == [True, True, Repeat.IDEMPOTENT]
    assert "definition" in step.action.parameters


def test_the_comment_of_the_page_sets_aside(tmp_path: Path) -> None:
    repository = scratch_repository(tmp_path)
    head, _, _ = fenced(DEBT, "python")[0].rpartition(" ...")
    body = "".join(f"    if form > {number}:\n        form -= {number}\n" for number in range(40))
    (repository / "src" / "prices.py").write_text(f"{head}\n{body}    return form\n")
    stated = (
        "1  complex-function  src/prices.py:2 tax  comment  2999-12-31  follows the order of the tax form",
        "2  long-function     src/prices.py:2 tax  comment  2999-12-31  follows the order of the tax form",
    )
    asked = "mainstay list --suppressed --code complex-function --code long-function"
    run(Example(DEBT, asked, 0, stated), repository, tmp_path / "home", PROGRAMS)


def test_the_names_of_results_tell_commits_and_environments() -> None:
    (block,) = fenced(TESTS, "text")
    told = [identity(line, {}, 0) for line in block.split()]
    assert [one.commit for one in told] == ["3fe33c6", "3fe33c6", "b2e308d"]
    assert len({one.environment for one in told}) == 1
    assert [one.at for one in told] == [1772323200, 1772323200, 1772409600]


def test_the_plan_that_is_carried_out_is_taken() -> None:
    (block,) = fenced(CARRY, "yaml")
    plan = plan_of(block.encode(), CARRY, KINDS).plan
    assert [(step.action.kind, step.undo is not None) for step in plan.steps] == [
        ("file", True),
        ("wait", False),
    ]


def test_the_plan_and_the_window_of_the_page_are_taken() -> None:
    block, window = fenced(DECIDE, "yaml")
    plan = plan_of(block.encode(), DECIDE, KINDS).plan
    assert [step.undo is not None for step in plan.steps] == [True]
    jsonschema.validate(read(block.encode(), DECIDE), json.loads(indented(plan_schema())))
    # The comments name all kinds of change and of repeating that there are.
    properties = plan_schema()["$defs"]
    for name in (*properties["Change"]["enum"], *properties["Repeat"]["enum"]):
        assert re.search(rf"\b{name}\b", block), name
    rows = "\n    ".join(window.splitlines())
    policy = policy_of(f"windows:\n  - {rows}\n".encode(), "mainstay-server.yaml")
    (one,) = policy.calendar.windows
    assert (one.announce, [need.roles for need in one.sign_off]) == (
        86_400,
        [(Role.LEAD, Role.SRE), (Role.MANAGER,)],
    )


def test_the_watch_of_the_page_is_taken_and_watches_all_that_it_names() -> None:
    (block,) = fenced(WATCH, "yaml")
    plan = plan_of(block.encode(), WATCH, KINDS).plan
    assert [(step.action.kind, step.undo is not None) for step in plan.steps] == [
        ("service", True),
        ("watch", False),
    ]
    metrics = metrics_of(plan.steps[1].action.parameters["metrics"])
    assert [(one.name, one.measured, one.control is not None) for one in metrics] == [
        ("errors", Measured.COUNTS, True),
        ("p95", Measured.SERIES, True),
        ("queue", Measured.SERIES, False),
        ("health", Measured.LOOKS, False),
    ]
    page = (ROOT / WATCH).read_text()
    for name in (*SHAPES["watch"], *METRIC):
        assert f"`{name}" in page or name in {"metrics", "name"}, name


def test_the_hook_is_named_as_it_is() -> None:
    (asked,) = re.findall(r"- id: (\S+)", fenced(GATE, "yaml")[0])
    assert re.findall(r"^- id: (\S+)$", (ROOT / ".pre-commit-hooks.yaml").read_text(), re.MULTILINE) == [
        asked
    ]


def keep_records(folder: Path) -> Path:
    """Make a home in which something was proposed, with anchors; give its folder of state."""
    home = folder / "home"
    (home / ".config" / "mainstay").mkdir(parents=True)
    wanted = "mainstay policy sample -q | sed 's/user: ada/user: '$(id -un)'/' > ~/.config/mainstay/mainstay-server.yaml"
    place = f"s#^anchors:.*#anchors: [{{kind: file, path: {folder}/anchors}}]#"
    anchors = f"sed -i '{place}' ~/.config/mainstay/mainstay-server.yaml"
    plan, _ = fenced(DECIDE, "yaml")
    (folder / "plan.yaml").write_text(plan)
    for command in (wanted, anchors, "mainstay submit plan.yaml"):
        run(Example("page.md:1", command, 0, ()), folder, home)
    return home / ".local" / "state" / "mainstay"


def test_the_commands_of_a_timer_and_of_the_store_run(tmp_path: Path) -> None:
    keep_records(tmp_path)
    timer, store = fenced(DECIDE, "sh")[:2]  # the third is done in tests/journeys/test_two_users.py
    every_minute, command = timer[:9], timer[9:].strip()
    assert every_minute == "* * * * *"
    for line in (command, *store.replace("/tmp/", f"{tmp_path}/").splitlines()):
        run(Example(DECIDE, line, 0, ()), tmp_path, tmp_path / "home")
    assert {"decisions.backup", "trial.sqlite"} <= {path.name for path in tmp_path.iterdir()}


def test_the_commands_of_the_trail_run(tmp_path: Path) -> None:
    state = keep_records(tmp_path)
    here, elsewhere, anew = (
        block.replace("/srv/anchors/mainstay", "anchors") for block in fenced(TRAIL, "sh")
    )
    run(Example(TRAIL, here, 0, ("nothing is wrong",)), tmp_path, tmp_path / "home")
    export, verify = elsewhere.splitlines()
    run(Example(TRAIL, export, 0, ()), tmp_path, tmp_path / "home")
    # What is carried elsewhere: the export, the key, the anchors, and one file of the program.
    other = tmp_path / "elsewhere"
    other.mkdir()
    for file in (tmp_path / "export.jsonl", tmp_path / "anchors", state / "audit-key", verify_audit.__file__):
        shutil.copy(file, other)
    run(Example(TRAIL, verify, 0, ()), other, other)
    manager = "sed -i 's/ada, role: developer/ada, role: manager/' ~/.config/mainstay/mainstay-server.yaml"
    run(Example("page.md:1", manager, 0, ()), tmp_path, tmp_path / "home")
    run(Example(TRAIL, anew, 0, ()), tmp_path, tmp_path / "home")
    assert (state / "audit-key.1").is_file()
    run(Example(TRAIL, here, 0, ("nothing is wrong",)), tmp_path, tmp_path / "home")
