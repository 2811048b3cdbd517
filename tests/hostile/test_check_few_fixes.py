"""Little to learn from: under 30 fixes nothing is claimed, a renamed file keeps its past, a new one is judged by its folder."""

from pathlib import Path

import pytest

from tests.fakes.repositories import ANN, DAY, START, Repo, Step, make_repository, write_history
from tests.hostile.pasts import FILES, FIRST, code, found, is_sensible, ranked, windows, work
from tests.hostile.room import Room

HALF = 182 * DAY


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return make_repository(tmp_path / "repo", "--bare")


@pytest.mark.parametrize("fixes", [0, 1, 29, 30])
def test_under_thirty_fixes_nothing_is_claimed(room: Room, repo: Repo, fixes: int) -> None:
    count = 90
    steps = [
        Step(
            {"pkg/busy.py": f"{FILES['pkg/busy.py']}LEVEL = {number}\n"},
            "Fix it" if number < fixes else "Change it",
            at=START - 6 * HALF + (number + 1) * 10 * DAY,
        )
        for number in range(count)
    ]
    write_history(repo, [FIRST, *steps, Step({"pkg/odd.py": FILES["pkg/calm.py"]}, "Change", at=START)])
    report = room.look(repo.path)
    is_sensible(report)
    proof = report["ranking"]["proof"]
    assert (sum(windows(report)), proof["fixes"], proof["claim"]) == (fixes, fixes, fixes >= 30)
    text = room.run("check", "-v", repo.path).stdout.decode()
    if fixes < 30:
        assert f"{fixes} fixes" in proof["reason"]
        assert "under 30 nothing is claimed" in proof["reason"]
        assert proof["reason"] in " ".join(text.split())
        assert "of the fixes (random" not in text
    else:
        assert proof["reason"] == ""
        assert "of the fixes (random" in text
    assert next(iter(ranked(report))) == "pkg/busy.py", "what is told without a claim is told all the same"


def test_a_renamed_file_keeps_its_past_and_a_new_one_has_its_folders(room: Room, repo: Repo) -> None:
    past = [FIRST, *work(200, end=START - DAY)]
    last = past[-3 if "pkg/busy.py" not in past[-1].files else -1].files
    content = next(iter(last.values()))
    moved: dict[str, str | bytes | None] = {"pkg/busy.py": None, "lib/renamed/engine.py": content}
    new: dict[str, str | bytes | None] = {"lib/renamed/new.py": code("new"), "alone/new.py": code("alone")}
    hashes = write_history(
        repo, [*past, Step(moved, "Move it", by=ANN, at=START - 60), Step(new, "Add", at=START)]
    )
    assert repo.git("show", "--format=", "--name-status", "-M", hashes[-2]).startswith("R")
    report = room.look(repo.path)
    is_sensible(report)
    told = ranked(report)
    assert next(iter(told)) == "lib/renamed/engine.py"
    assert "pkg/busy.py" not in told
    assert dict(map(tuple, told["lib/renamed/engine.py"]["reasons"]))["past fixes"] > 1
    assert ("fixed-again", "lib/renamed/engine.py") in found(report)
    history = next(
        one["history"] for one in report["files"] if one["file"]["path"] == "lib/renamed/engine.py"
    )
    assert history["commits"] > 60
    # The new ones have no fix of their own, and are expected to get some: more where the folder was fixed.
    assert 0 < told["alone/new.py"]["fixes"] < told["lib/renamed/new.py"]["fixes"]
    assert told["lib/renamed/new.py"]["fixes"] < told["lib/renamed/engine.py"]["fixes"] / 3
    assert told["alone/new.py"]["high"] >= 1


def test_files_of_one_line_do_not_lead_a_young_repository(room: Room, repo: Repo) -> None:
    files = {
        "pkg/__init__.py": "",
        "pkg/version.py": 'VERSION = "0"\n',
        "pkg/main.py": code("main"),
        "pkg/b.py": code("b"),
    }
    steps = [
        Step(
            {
                "pkg/version.py": f'VERSION = "{number}"\n',
                f"pkg/{'main' if number % 2 else 'b'}.py": code("a", 40 + number),
            }
        )
        for number in range(12)
    ]
    inits = {f"pkg/sub{number}/__init__.py": "from pkg import main\n" for number in range(8)}
    write_history(repo, [Step({**files, **inits}), *steps])
    report = room.look(repo.path)
    is_sensible(report)
    gains = {path: file["fixes"] / file["hours"] for path, file in ranked(report).items()}
    first = sorted(gains, key=lambda path: -gains[path])
    assert first[:2] in (["pkg/main.py", "pkg/b.py"], ["pkg/b.py", "pkg/main.py"])


def test_what_is_no_program_is_not_ranked(room: Room, repo: Repo) -> None:
    others = {
        "docker/Dockerfile": "FROM x\n" * 40,
        "Makefile": "all:\n\ttrue\n" * 20,
        "pkg/page.html": "<p>\n" * 40,
        "pkg/page.j2": "{{ x }}\n" * 40,
        "deploy/main.tf": "a = 1\n" * 40,
        "schema.proto": "message A {}\n" * 40,
        "setup.cfg": "[a]\nb = 1\n" * 40,
        "README.md": "# A\n" * 40,
        "tests/test_busy.py": code("test_busy"),
    }
    programs = {"tool.sh": "echo 1\n" * 40, "pkg/web.ts": "let a = 1;\n" * 40}
    fixes = [
        Step(
            {path: f"{text}{'#'}{number}\n" for path, text in others.items()},
            f"Fix {number}",
            at=START - 400 * DAY + number * DAY,
        )
        for number in range(40)
    ]
    first = Step({**FIRST.files, **others, **programs}, at=START - 700 * DAY)
    write_history(repo, [first, *fixes, *work(50, end=START)])
    report = room.look(repo.path)
    is_sensible(report)
    assert ranked(report).keys() == {*FILES, *programs}
    # They are kept code all the same, and their fixes count for nothing else.
    kinds = {file["file"]["path"]: file["file"]["kind"] for file in report["files"]}
    assert kinds["docker/Dockerfile"] == "source"
    assert {window["files"] for window in report["ranking"]["proof"]["windows"]} == {5}
