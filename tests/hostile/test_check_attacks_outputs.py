"""Results that a scanned repository would send elsewhere: through links and pipes it brings, or as orders to a terminal."""

import json
import os
from pathlib import Path

import pytest

from mainstay.present.visible import HIDDEN
from tests.fakes.repositories import Repo, make_repository
from tests.hostile.room import Room, untouched

_ORDERS = "\u009b31m\u202e\u2066\x7f\u200b\U000e0041"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = make_repository(tmp_path / "repo")
    repo.commit({"a.py": "a = 1\n"})
    return repo


@pytest.fixture
def precious(tmp_path: Path) -> Path:
    """A folder of the user's beside the repository."""
    folder = tmp_path / "precious"
    folder.mkdir()
    (folder / "settings").write_text("precious\n")
    return folder


@pytest.mark.parametrize(
    ("link", "leads_to", "asked"),
    [
        ("mainstay-report.html", "../precious/settings", "mainstay-report.html"),
        ("mainstay-report.html", "../precious/new", "mainstay-report.html"),
        ("out", "../precious", "out/settings"),
        ("one", "two", "one/settings"),
    ],
)
def test_a_link_that_the_repository_brings_is_not_written_through(
    room: Room, repo: Repo, precious: Path, link: str, leads_to: str, asked: str
) -> None:
    (repo.path / link).symlink_to(leads_to)
    (repo.path / "two").symlink_to(precious)
    repo.commit({}, "Lay links")
    for option in ("--html", "-o"):
        with untouched(precious), untouched(repo.path):
            outcome = room.run("check", option, asked, ".", cwd=repo.path)
        assert outcome.status == 2
        assert "link" in outcome.says("error")
        assert "precious" in outcome.says("where")
    # From outside, by its full name, it is the same link.
    with untouched(precious):
        assert room.run("check", "-o", repo.path / asked, repo.path).status == 2


def test_a_link_of_the_user_s_own_is_followed(room: Room, repo: Repo, precious: Path, tmp_path: Path) -> None:
    (tmp_path / "latest").symlink_to(precious / "settings")
    (tmp_path / "way").symlink_to(repo.path)
    assert room.run("check", "-o", tmp_path / "latest", repo.path).status == 0
    assert (precious / "settings").read_text() != "precious\n"
    assert room.run("check", "-o", tmp_path / "way" / "report.txt", tmp_path / "way").status == 0
    assert (repo.path / "report.txt").is_file()


def test_a_pipe_that_an_archive_brings_is_not_waited_for(room: Room, repo: Repo) -> None:
    os.mkfifo(repo.path / "mainstay-report.html")
    outcome = room.run("check", "--html", "mainstay-report.html", ".", cwd=repo.path)
    assert outcome.status == 2
    assert "pipe" in outcome.says("error")


def test_json_holds_no_character_that_a_terminal_obeys(room: Room, tmp_path: Path) -> None:
    repo = make_repository(tmp_path / f"odd{_ORDERS}")
    name = f"a{_ORDERS}.py"
    repo.commit({name: "a = 1\n", "mainstay.toml": f'labels = {{ team = "x\u009b{_ORDERS[1]}" }}\n'}, _ORDERS)
    repo.git("checkout", "--quiet", "-b", "b\u009b\u202e")
    outcome = room.run("check", "--format", "json", repo.path)
    assert outcome.status == 0, outcome.said
    printed = outcome.stdout.decode()
    assert not HIDDEN.search(printed.removesuffix("\n"))
    # And reads back as it was.
    report = json.loads(printed)
    assert name in {each["file"]["path"] for each in report["files"]}
    assert report["repository"]["name"] == f"odd{_ORDERS}"
    assert report["repository"]["branch"] == "b\u009b\u202e"


def test_the_name_of_the_scanned_folder_does_not_steer_what_is_said(room: Room, tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "odd \x1b]0;title\x07\u009b31m\u202e")
    repo.commit({"a.py": "a = 1\n"})
    outcome = room.run("check", "-o", "report.html", ".", cwd=repo.path)
    assert outcome.status == 0
    assert r"odd \x1b]0;title\x07\x9b31m\u202e/report.html" in outcome.said


def _obeyed(told: bytes) -> list[str]:
    """Give the lines that a pipeline's runner would take for commands."""
    lines = told.decode("utf-8", "backslashreplace").split("\n")
    return [line for line in lines if line.lstrip().startswith("::") or "##[" in line or "##vso[" in line]


def test_no_name_is_a_command_of_a_pipeline(room: Room, tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "##[add-mask]repo")
    steps = "".join(f"    if a == {n}:\n        for b in c:\n            d = {n}\n" for n in range(40))
    for name in ("::stop-commands::tok.py", "::warning::dir/z.py", "x##[add-matcher]y.py", "##vso[task].py"):
        place = repo.path / name
        place.parent.mkdir(exist_ok=True)
        place.write_text(f"def f(a, b, c, d, e, g, h):\n{steps}    # TODO: ::error::x ##[error]y\n")
    repo.git("add", ".")
    repo.git("commit", "--quiet", "-m", "::error::fix")
    env = {"GITHUB_ACTIONS": "true"}
    looks = [
        ("check", "-v", "--fail-on", "low"),
        *(("check", "--format", form) for form in ("json", "markdown", "sarif", "gitlab", "html")),
        ("list",),
        ("list", "--format", "json"),
        ("tests",),
        ("check", "--fail-on", "::error::x"),
        ("check", "--path", "::error::x", "--debug"),
        ("check", "-o", "::error::x/y"),
    ]
    for words in looks:
        outcome = room.run(*words, repo.path, env=env)
        assert _obeyed(outcome.stdout) + _obeyed(outcome.stderr) == [], words
        if "json" in words:
            assert "::stop-commands::tok.py" in str(json.loads(outcome.stdout))
    (repo.path / "mainstay.toml").write_text('"::error::x" = "##[error]"\n')
    outcome = room.run("check", repo.path, env=env)
    assert outcome.status == 2
    assert _obeyed(outcome.stderr) == []
