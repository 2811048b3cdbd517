"""Renaming, moving and laying out legacy code passes the gate; adding to its debt does not, and paying it back is told."""

import json

import pytest

from tests.fakes.repositories import Repo
from tests.hostile.room import Room

BODY = "".join(f"    if value > {step}:\n        value -= rate({step}, 'old')\n" for step in range(20))
OLD = f"def price(value):\n{BODY}    return value\n"
USED = "from src.prices import price\n\nprint(price(1))\n"
FIRST_PARENT = {"GITHUB_BASE_REF": "main", "GITHUB_REF": "refs/pull/7/merge", "GITHUB_ACTIONS": "true"}


@pytest.fixture
def files() -> dict[str, str]:
    return {"src/prices.py": OLD, "src/__init__.py": "", "run.py": USED}


def gate(room: Room, repo: Repo, *arguments: str, **options: object):
    """Run the gate as a pipeline does; give its exit code and the comparison."""
    asked = ["--new-only", "--fail-on", "low", "--format", "json", *arguments]
    outcome = room.run("check", *asked, "--", repo.path, **options)
    assert outcome.status in {0, 1}, outcome.said
    report = outcome.report
    assert len(report["findings"]) == len(report["comparison"]["new"])
    return outcome.status, report["comparison"], [(one["code"], one["path"]) for one in report["findings"]]


def laid_out_anew(text: str) -> str:
    """Write calls over several lines with a trailing comma and other quotes, as a formatter may."""
    return text.replace("rate(", "rate(\n            ").replace(
        ", 'old')", ',\n            "old",\n        )'
    )


CHANGES = {
    "nothing": {},
    "a comment": {"src/prices.py": f"# as the list says\n{OLD}"},
    "laid out anew": {"src/prices.py": laid_out_anew(OLD)},
    "renamed function": {
        "src/prices.py": OLD.replace("price", "worth"),
        "run.py": USED.replace("price(", "worth(").replace("import price", "import worth"),
    },
    "moved to another file": {
        "src/prices.py": "RATE = 1\n",
        "src/tariff.py": f"import os\n\n\n{OLD}",
        "run.py": USED.replace("prices", "tariff") + "import src.prices\nprint(src.prices.RATE)\n",
    },
    "a tenth more": {
        "src/prices.py": OLD.replace("    return", "    if value:\n        value += 1\n    return")
    },
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_was_there_is_not_new(room: Room, repo: Repo, name: str) -> None:
    repo.commit(CHANGES[name], name)
    assert gate(room, repo, "--base", "main")[::2] == (0, [])


def test_a_renamed_file_is_not_new_nor_is_one_that_moved_and_changed(room: Room, repo: Repo) -> None:
    (repo.path / "lib").mkdir()
    repo.git("mv", "src/prices.py", "lib/tariff.py")
    repo.commit({"run.py": "from lib.tariff import price\n\nprint(price(1))\n"}, "Rename")
    assert gate(room, repo)[::2] == (0, [])
    repo.commit({"lib/tariff.py": OLD.replace("value", "amount")}, "Edit it")
    assert gate(room, repo)[::2] == (0, [])


def test_what_comes_up_counts_also_uncommitted(room: Room, repo: Repo) -> None:
    new = OLD.replace("price", "duty").replace("rate", "levy").replace("value", "goods")
    repo.write({"src/duties.py": new, "run.py": USED + "from src.duties import duty\nprint(duty(1))\n"})
    status, comparison, found = gate(room, repo)
    assert (status, found) == (1, [("complex-function", "src/duties.py")])
    assert comparison["new"][0]["novelty"] == "introduced"
    assert gate(room, repo, "--head-only")[0] == 0
    told = room.run("check", "--new-only", "--fail-on", "high", "--", repo.path)
    assert "1 finding introduced" in told.stdout.decode()
    assert told.status == 0


def test_a_copy_is_introduced_by_the_side_that_is_new(room: Room, repo: Repo) -> None:
    repo.commit(
        {"src/again.py": OLD, "run.py": USED + "from src.again import price as again\nagain(1)\n"}, "Copy"
    )
    _, _, found = gate(room, repo)
    assert {path for _, path in found} == {"src/again.py"}
    assert {code for code, _ in found} == {"complex-function", "duplicated-code"}


def test_what_gets_worse_by_more_than_a_tenth_counts_and_net_weighs_it(room: Room, repo: Repo) -> None:
    worse = OLD.replace("    return", "    if value:\n        if rate:\n            value += 1\n    return")
    repo.commit({"src/prices.py": worse}, "Make it worse")
    status, comparison, _ = gate(room, repo)
    assert status == 1
    assert [(one["novelty"], one["before"]) for one in comparison["new"]] == [("worsened", 20.0)]
    assert gate(room, repo, "--fail-on", "low,net")[0] == 1
    mended = "def other(value):\n    return value\n"
    repo.git("checkout", "-q", "main")
    repo.commit(
        {"src/other.py": OLD.replace("price", "other"), "run2.py": "from src.other import other\nother(1)\n"}
    )
    repo.git("checkout", "-q", "-b", "mend")
    repo.commit({"src/prices.py": worse, "src/other.py": mended}, "Mend more than gets worse")
    status, comparison, _ = gate(room, repo, "--fail-on", "low,net")
    assert status == 0
    assert "src/other.py" in {one["path"] for one in comparison["paid_back"]}


def more(times: int) -> str:
    return OLD.replace("    return", "    if value:\n        value += 1\n" * times + "    return")


def test_debt_that_creeps_is_told_and_counts_where_no_tolerance_is_given(room: Room, repo: Repo) -> None:
    repo.commit({"src/prices.py": more(2)}, "Let it grow by a tenth")
    status, comparison, found = gate(room, repo, "--base", "main")
    assert (status, found, comparison["grown_total"]) == (0, [], 1)
    (grown,) = comparison["grown"]
    assert (grown["symbol"], grown["before"], grown["after"]) == ("price", 20.0, 22.0)
    asked = ("check", "--new-only", "--base", "main")
    for form in ("text", "markdown", "html"):
        told = room.run(*asked, "--format", form, "--", repo.path).stdout.decode()
        said = " ".join(told.replace("\u202f", " ").replace("&#8203;", "").split())
        assert "1 finding grew by at most 10 %, not counted:" in said, form
        assert "price from 20 to 22" in said, form
    status, comparison, found = gate(room, repo, "--base", "main", "--tolerance", "0")
    assert (status, found) == (1, [("complex-function", "src/prices.py")])
    assert (comparison["new"][0]["novelty"], comparison["grown"]) == ("worsened", [])
    assert gate(room, repo, "--base", "main", "--tolerance", "9")[0] == 1
    repo.commit({"src/prices.py": more(3)}, "Let it grow by more")
    assert gate(room, repo, "--base", "main")[0] == 1
    assert gate(room, repo, "--base", "main", "--tolerance", "20")[0] == 0


def test_without_tolerance_what_only_moved_or_was_laid_out_anew_still_passes(room: Room, repo: Repo) -> None:
    for name in ("laid out anew", "renamed function", "moved to another file"):
        repo.commit(CHANGES[name], name)
        _, comparison, found = gate(room, repo, "--base", "main", "--tolerance", "0")
        assert (found, comparison["grown_total"]) == ([], 0), name
        repo.git("reset", "-q", "--hard", "main")


@pytest.mark.parametrize("given", ["-1", "101", "nan", "x"])
def test_a_tolerance_that_is_none_is_refused(room: Room, repo: Repo, given: str) -> None:
    assert room.run("check", "--new-only", f"--tolerance={given}", "--", repo.path).status == 2
    alone = room.run("check", "--tolerance=0", "--", repo.path)
    assert alone.status == 2
    assert alone.says("mend") == "give --new-only too"


def test_the_last_use_taken_away_introduces_unused_code(room: Room, repo: Repo) -> None:
    repo.commit({"run.py": "import src.prices\n\nprint(src.prices)\n"}, "Call it no more")
    status, _, found = gate(room, repo)
    assert (status, found) == (1, [("dead-function", "src/prices.py")])


def test_paying_back_is_told_and_never_fails(room: Room, repo: Repo) -> None:
    repo.commit({"src/prices.py": "def price(value):\n    return value\n"}, "Mend it")
    status, comparison, _ = gate(room, repo)
    assert status == 0
    assert ("complex-function", "src/prices.py") in {
        (one["code"], one["path"]) for one in comparison["paid_back"]
    }
    said = room.run("check", "--new-only", "--", repo.path).stdout.decode()
    assert "No new debt; 1 paid back." in said or "paid back" in said


def test_copies_that_moved_to_another_file_are_not_told_as_paid_back(room: Room, repo: Repo) -> None:
    other = OLD.replace("price", "duty")
    use = "from src.prices import price, duty\nprint(price(1), duty(1))\n"
    repo.git("checkout", "-q", "main")
    repo.commit({"src/prices.py": f"{OLD}\n\n{other}", "run.py": use})
    repo.git("checkout", "-q", "-b", "moved")
    use = "from src.prices import price\nfrom src.duties import duty\nprint(price(1), duty(1))\n"
    repo.commit({"src/prices.py": OLD, "src/duties.py": other, "run.py": use}, "Move one of them")
    _, comparison, found = gate(room, repo, "--base", "main")
    assert (found, comparison["paid_back"]) == ([], [])
    repo.commit({"src/duties.py": "def duty(value):\n    return value\n"}, "Mend it")
    _, comparison, _ = gate(room, repo, "--base", "main")
    assert "duplicated-code" in {one["code"] for one in comparison["paid_back"]}


def test_the_merge_that_a_pipeline_made_is_held_against_its_first_parent(room: Room, repo: Repo) -> None:
    repo.git("checkout", "-q", "main")
    repo.commit({"src/other.py": OLD.replace("price", "other")}, "Debt of the target")
    repo.git("checkout", "-q", "-b", "topic", "main~1")
    repo.commit({"README": "x\n"}, "Change of the topic")
    repo.git("checkout", "-q", "--detach", "main")
    repo.git("merge", "-q", "--no-ff", "-m", "Merge", "topic")
    repo.git("branch", "-q", "-D", "main")
    status, comparison, found = gate(room, repo, env=FIRST_PARENT)
    assert (status, found) == (0, [])
    assert "first parent" in comparison["base"]["told"]


@pytest.mark.parametrize(
    ("variables", "mend"),
    [
        ({"GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "main"}, "fetch-depth: 0"),
        ({"GITLAB_CI": "true", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"}, "GIT_DEPTH: 0"),
        ({"JENKINS_URL": "x", "CHANGE_TARGET": "main"}, "shallow"),
        ({}, "git fetch --unshallow"),
    ],
)
def test_a_shallow_clone_is_told_with_the_pipelines_own_mend(
    room: Room, repo: Repo, variables: dict[str, str], mend: str
) -> None:
    repo.commit({"README": "x\n"}, "Change")
    repo.commit({"README": "y\n"}, "Change more")
    url = f"file://{repo.path}"
    repo.git("clone", "-q", "--depth", "1", "--branch", "change", url, str(room.folder / "shallow"))
    asked = () if variables else ("--base", "main")
    outcome = room.run("check", "--new-only", *asked, "--", room.folder / "shallow", env=variables)
    assert outcome.status == 5
    assert "shallow" in outcome.says("error")
    assert mend in outcome.says("mend")


def test_bases_that_are_none(room: Room, repo: Repo) -> None:
    outcome = room.run("check", "--new-only", "--base", "nope", "--", repo.path)
    assert outcome.status == 2
    assert "there is no commit nope" in outcome.says("error")
    assert room.run("check", "--base", "main", "--", repo.path).status == 2
    for hostile in (
        "--upload-pack=x",
        "main\x1b[2J",
        "../../etc/passwd",
        "main:run.py",
        "a" * 10_000,
        "^{/x}",
        "@{-1}",
    ):
        outcome = room.run("check", "--new-only", f"--base={hostile}", "--", repo.path)
        assert outcome.status == 2, hostile
    repo.git("checkout", "-q", "--orphan", "strange")
    repo.commit({"README": "z\n"}, "Begin anew")
    outcome = room.run("check", "--new-only", "--base", "main", "--", repo.path)
    assert outcome.status == 5
    assert "no commit in common" in outcome.says("error")


def test_the_base_itself_has_nothing_new_and_says_so(room: Room, repo: Repo) -> None:
    outcome = room.run("check", "--new-only", "--base", "HEAD", "--", repo.path)
    assert outcome.status == 0
    assert "Nothing differs from the base" in outcome.stdout.decode()


def test_wrong_limits_are_told_with_the_nearest(room: Room, repo: Repo) -> None:
    for given, nearest in (("hihg", "high"), ("complex-functoin", "complex-function")):
        outcome = room.run("check", "--fail-on", f"low,{given}", "--", repo.path)
        assert (outcome.status, outcome.says("mend")) == (2, f"did you mean {nearest}?")
    assert room.run("check", "--fail-on", "score<0", "--", repo.path).status == 0
    assert room.run("check", "--fail-on", "score<100", "--", repo.path).status == 1
    assert room.run("check", "--fail-on", "dead-module,complex-function", "--", repo.path).status == 1
    assert room.run("check", "--fail-on", "dead-module", "--", repo.path).status == 0
    assert json.loads(room.run("check", "--format", "json", "--", repo.path).stdout)["comparison"] is None


def test_overloads_are_one_thing_and_a_renamed_class_keeps_what_it_had(room: Room, repo: Repo) -> None:
    many = ", ".join(f"value_{step}" for step in range(8))
    edited = "".join(f"        self.keep({step}, 'so')\n" for step in range(30))
    other = ", ".join(f"goods_of_{step}" for step in range(7))
    stub = f"@overload\ndef take({other}): ...\n\n\n"
    take = f"from typing import overload\n\n\n{stub}{stub}def take({other}):\n    return goods_of_1\n"
    asked = "from src.taking import take\nfrom src.bulk import {name}\nprint(take, {name}().keep)\n"
    old = f"class Insert:\n    def keep(self, {many}):\n        return value_1\n"
    repo.git("checkout", "-q", "main")
    repo.commit({"src/bulk.py": old, "src/taking.py": "take = 1\n", "run.py": asked.format(name="Insert")})
    repo.git("checkout", "-q", "-b", "renamed")
    new = f"class BulkInsert:\n    def keep(self, {many}):\n{edited}        return value_2\n"
    repo.commit(
        {"src/bulk.py": new, "src/taking.py": take, "run.py": asked.format(name="BulkInsert")}, "Rename"
    )
    report = room.run("check", "--new-only", "--base", "main", "--format", "json", "--", repo.path).report
    found = [(one["symbol"]) for one in report["findings"] if one["code"] == "many-parameters"]
    assert found == ["take"]


def test_a_large_class_was_there_though_its_file_had_no_other_fault(room: Room, repo: Repo) -> None:
    methods = "".join(
        f"    def take_{step}(self, value):\n        return value or {step} or self.other and {step + 100}\n"
        for step in range(25)
    )
    repo.git("checkout", "-q", "main")
    repo.commit({"src/store.py": f"class Store:\n    other = 1\n{methods}", "run.py": "import src.store\n"})
    repo.git("checkout", "-q", "-b", "grown")
    hard = OLD.replace("def price(value)", "def price(self, value)").replace("\n", "\n    ")
    repo.commit({"src/store.py": f"class Store:\n    other = 1\n{methods}    {hard.rstrip()}\n"}, "Add one")
    report = room.run("check", "--new-only", "--base", "main", "--format", "json", "--", repo.path).report
    codes = {one["code"] for one in report["findings"]}
    assert "complex-function" in codes
    assert "large-class" not in codes


SCRIPT = (
    "function f(a, b) {\n"
    + "".join(f"  if (a > {n}) {{ b += {n}; }}\n" for n in range(10))
    + "  return b;\n}\n"
)
MORE = (
    "function g(a, b) {\n"
    + "".join(f"  if (a > {n}) {{ b -= {n}; }}\n" for n in range(40))
    + "  return b;\n}\n"
)
HIDDEN = f"{SCRIPT}f(1, 2);\n{MORE}g(1, 2);\nx = {'a&&b||' * 17_000}a;\n"


def test_debt_does_not_hide_in_a_file_that_the_change_made_unreadable(room: Room, repo: Repo) -> None:
    repo.git("checkout", "-q", "main")
    repo.commit({"src/page.js": f"{SCRIPT}f(1, 2);\n"})
    repo.git("checkout", "-q", "-B", "change")
    repo.commit({"src/page.js": HIDDEN}, "Hide it")
    asked = ("check", "--new-only", "--base", "main", "--no-history", "--fail-on")
    outcome = room.run(*asked, "complex-function", "--", repo.path)
    assert outcome.status == 5
    assert "cannot judge" in outcome.says("error")
    assert room.run(*asked, "medium", "--", repo.path).status in {1, 5}
