"""A user's way with plugins: chosen on the command line, their findings among all others, set aside like these."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.command_line import environment as plain_environment
from tests.fakes.plugins import Environment
from tests.fakes.repositories import Repo, Step, make_repository, write_history

MISSING = "license-headers/missing"
GOOD, BAD = "# SPDX-License-Identifier: MIT\na = 1\n", "def f(a):\n    return a\n"


class Shop:
    """An environment with the example in it, and a repository to look at."""

    def __init__(self, environment: Environment, repo: Repo) -> None:
        self.environment, self.repo = environment, repo

    def run(self, *words: str, code: int = 0) -> str:
        done = subprocess.run(
            [*self.environment.program, *words],
            cwd=self.repo.path,
            env=plain_environment(COLUMNS="160"),
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr

    def report(self, *words: str, code: int = 0, plugin: str = "license-headers") -> dict[str, Any]:
        chosen = ("--plugin", plugin) if plugin else ()
        told = self.run("check", "--format", "json", "-q", *chosen, *words, code=code)
        report: dict[str, Any] = json.loads(told.partition("\n")[0])
        return report


def told(report: dict[str, Any]) -> list[str]:
    return sorted(one["path"] for one in report["findings"] if one["code"] == MISSING)


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    environment = Environment.made(tmp_path / "environment")
    environment.plant_example()
    repo = make_repository(tmp_path / "repo")
    write_history(repo, [Step({"good.py": GOOD, "bad.py": BAD, "src/worse.py": BAD, "notes.md": "n\n"})])
    repo.git("reset", "--quiet", "--hard")
    return Shop(environment, repo)


def test_without_being_chosen_no_plugin_is_asked(shop: Shop) -> None:
    report = shop.report(plugin="")
    assert (told(report), report["plugins"]) == ([], [])


def test_its_findings_stand_in_every_format(shop: Shop) -> None:
    report = shop.report()
    assert told(report) == ["bad.py", "src/worse.py"]
    (run,) = report["plugins"]
    assert (run["name"], run["version"], run["findings"]) == ("license-headers", "1.0.0", 2)
    assert run["figures"][0]["name"] == "files with a licence header"
    one = next(each for each in report["findings"] if (each["code"], each["path"]) == (MISSING, "bad.py"))
    assert (one["price"], one["lost"], one["excerpt"]["text"][0]) == (None, 0.0, "def f(a):")
    chosen = ("--plugin", "license-headers")
    for form in ("text", "markdown", "html"):
        page = shop.run("check", "--format", form, *chosen)
        assert "files with a licence header 33.3" in page
        assert "bad.py" in page
    assert MISSING in shop.run("list", *chosen)
    assert "bad.py" in shop.run("list", *chosen, "--code", MISSING)
    assert "does not stand in its first 20 lines" in shop.run("explain", f"{MISSING}:bad.py:1", *chosen)


def test_what_its_code_means_is_explained(shop: Shop) -> None:
    page = shop.run("explain", MISSING)
    assert "does not say under which licence" in page
    assert "mainstay-license-headers 1.0.0" in page


def test_options_reach_it(shop: Shop) -> None:
    assert told(shop.report("--plugin-option", "license-headers.text=return")) == ["good.py"]


def test_the_same_again_is_remembered_and_other_options_are_not(shop: Shop) -> None:
    assert shop.report()["remembered"] is False
    assert shop.report()["remembered"] is True
    assert shop.report("--plugin-option", "license-headers.lines=5")["remembered"] is False
    assert shop.report(plugin="")["remembered"] is False
    shop.report()
    about = shop.environment.packages / "mainstay_license_headers-1.0.0.dist-info"
    (about / "RECORD").write_text("another build,,\n")
    assert shop.report()["remembered"] is False


def test_a_comment_sets_its_finding_aside(shop: Shop) -> None:
    comment = f"# mainstay: ignore-file[{MISSING}] taken over from upstream\n"
    (shop.repo.path / "bad.py").write_text(comment + BAD)
    report = shop.report()
    assert told(report) == ["src/worse.py"]
    assert [one["suppressed"]["by"] for one in report["suppressed"]] == ["comment"]
    assert report["notices"] == []
    # Whether it still is needed nobody knows while the plugin is not asked.
    assert [notice["code"] for notice in shop.report(plugin="")["notices"]] == []
    (shop.repo.path / "bad.py").write_text(GOOD + comment)
    assert [notice["code"] for notice in shop.report()["notices"]] == ["suppression-unused"]


def test_the_baseline_holds_it_also_where_the_plugin_is_not_asked(shop: Shop) -> None:
    chosen = ("--plugin", "license-headers")
    shop.run("baseline", *chosen, "--code", MISSING, "--reason", "planned for spring")
    assert told(shop.report()) == []
    (file,) = [path for path in shop.repo.path.iterdir() if "baseline" in path.name]
    assert shop.report(plugin="")["notices"] == []
    shop.run("baseline", "--prune")
    assert file.read_text().count(MISSING) == 2
    (shop.repo.path / "bad.py").write_text(GOOD)
    shop.run("baseline", "--prune", *chosen)
    assert file.read_text().count(MISSING) == 1


def test_a_failing_plugin_leaves_all_else_as_it_is(shop: Shop) -> None:
    shop.environment.plant_collector("broken", "raise ValueError('no')")
    plain, report = shop.report(plugin=""), shop.report(plugin="broken")
    assert (report["score"], report["findings"]) == (plain["score"], plain["findings"])
    assert [notice["code"] for notice in report["notices"]] == ["plugin-failed"]
    assert shop.report(plugin="broken")["remembered"] is False


def test_a_gate_does_not_open_because_its_plugin_failed(shop: Shop) -> None:
    shop.environment.plant_collector("broken", "raise ValueError('no')")
    shop.run("check", "--fail-on", "high")
    told = shop.run("check", "--fail-on", "high", "--plugin", "broken", code=5)
    assert "a plugin that it was to hear told nothing" in told
    assert "mainstay plugins check broken" in told


def test_a_repository_cannot_choose_plugins(shop: Shop) -> None:
    for key in ("plugins = ['license-headers']", "plugin = 'x'", "[plugins.license-headers]\ntext = 'x'"):
        (shop.repo.path / "mainstay.toml").write_text(f"{key}\n")
        told = shop.run("check", code=2)
        assert "a setting about plugin" in told
        assert "it belongs to the operator" in told


def test_a_plugin_in_the_scanned_repository_is_none(shop: Shop) -> None:
    about = shop.repo.path / "evil-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Name: evil\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[mainstay.collectors]\nevil = evil:Plugin\n")
    (shop.repo.path / "evil.py").write_text(f"open({str(shop.repo.path / 'ran')!r}, 'w')\n")
    command = [shop.environment.python, "-m", "mainstay", "check", "--plugin", "evil"]
    done = subprocess.run(
        command,
        cwd=shop.repo.path,
        env=plain_environment(PYTHONPATH="."),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert "there is no plugin evil" in done.stderr
    assert not (shop.repo.path / "ran").exists()


@pytest.mark.parametrize("where", ["bare", "head-only"])
def test_without_a_work_tree_it_is_left_out_and_said(shop: Shop, tmp_path: Path, where: str) -> None:
    words = ["--head-only"]
    if where == "bare":
        subprocess.run(["git", "clone", "-q", "--bare", shop.repo.path, tmp_path / "bare"], check=True)
        words = [str(tmp_path / "bare")]
    report = shop.report(*words)
    assert "plugins-left-out" in [notice["code"] for notice in report["notices"]]
    assert report["plugins"] == []


MODULES = """
import atexit, sys
TOLD = ("mainstay.plugins", "mainstay.adapters.store", "sqlalchemy", "alembic", "psycopg")
atexit.register(lambda: print(*[name for name in sys.modules if name.startswith(TOLD)], file=sys.stderr))
sys.argv = ["mainstay", *sys.argv[1:]]
from mainstay.cli.main import main

if __name__ == "__main__":
    main()
"""


@pytest.mark.parametrize(("words", "loaded"), [((), False), (("--plugin", "license-headers"), True)])
def test_a_look_without_plugins_loads_nothing_of_them(
    shop: Shop, tmp_path: Path, words: tuple[str, ...], loaded: bool
) -> None:
    script = tmp_path / "listing.py"
    script.write_text(MODULES)
    done = subprocess.run(
        [shop.environment.python, "-P", script, "check", "-q", *words],
        cwd=shop.repo.path,
        env=plain_environment(),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert ("mainstay.plugins.collecting" in done.stderr) is loaded
    assert "mainstay.plugins.host" not in done.stderr
    assert "mainstay_license_headers" not in done.stderr
    # What decisions are kept with is not needed to look at code.
    assert not [name for name in ("store", "sqlalchemy", "alembic", "psycopg") if name in done.stderr]
    assert loaded or done.stderr.strip() == ""
