"""Surroundings that are poor or strange: locale, home, temporary folder, streams, limits, and others at the same work."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.repositories import Repo, small_repository
from tests.hostile.room import OURS, Room, files_of, notices_of, untouched, whole_report
from tests.hostile.test_check_places import WITHOUT_PRIVILEGES


@pytest.fixture
def repo(tmp_path: Path) -> Iterator[Repo]:
    repo = small_repository(tmp_path / "repo")
    repo.commit(
        {"caf\u00e9 \u65e5\u672c.py": "def \u65e5\u672c():\n    return 1\n"},
        "Add \u65e5\u672c",
        by=("\u65e5\u672c", "j@example.org"),
    )
    with untouched(repo.path):
        yield repo


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C", "LANG": None},
        {"LC_ALL": "POSIX"},
        {"LANG": "no_SUCH.locale"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1:strict", "PYTHONUTF8": "0"},
        {"TERM": "\x1b[31m", "COLUMNS": "-5", "LINES": "x"},
        {"COLUMNS": "1"},
        {"TZ": "No/Such\x01Zone"},
    ],
    ids=lambda env: (
        "-".join(f"{name}={value}" for name, value in env.items()).replace("\x1b", "ESC").replace("\x01", "")
    ),
)
def test_strange_locales_and_terminals(room: Room, repo: Repo, env: dict[str, str | None]) -> None:
    text = room.run("check", "-v", repo.path, env=env)
    assert text.status == 0, text.said
    encoding = (env.get("PYTHONIOENCODING") or "utf-8").partition(":")[0]
    assert "100/100" in text.stdout.decode(encoding)
    report = room.run("check", "--format", "json", "-o", "r.json", repo.path, env=env)
    assert report.status == 0, report.said
    assert "caf\u00e9 \u65e5\u672c.py" in files_of(whole_report((room.folder / "r.json").read_bytes()))


@pytest.mark.parametrize(
    ("home", "code"),
    [
        (None, "cache-unavailable"),
        ("", "cache-unavailable"),
        ("relative", "cache-unavailable"),
        ("/proc/nowhere", "cache-unavailable"),
        ("/dev/null", "cache-unavailable"),
    ],
)
def test_without_a_home_nothing_is_kept(room: Room, repo: Repo, home: str | None, code: str) -> None:
    report = room.look(repo.path, env={"HOME": home}, cwd=room.folder)
    assert code in notices_of(report)
    assert files_of(report)["small/sums.py"]["parsed"] is True
    assert not (room.folder / "relative").exists()


def test_a_home_that_may_not_be_written(room: Room, repo: Repo) -> None:
    room.home.chmod(0o555)
    report = room.look(repo.path, within=WITHOUT_PRIVILEGES)
    room.home.chmod(0o755)
    assert "cache-unavailable" in notices_of(report)
    assert not (repo.path / OURS).exists()


@pytest.mark.parametrize("place", [None, "", "/nowhere/at/all", "/dev/null", "relative"])
def test_strange_folders_for_temporary_files(room: Room, repo: Repo, place: str | None) -> None:
    report = room.look(repo.path, env={"TMPDIR": place}, cwd=room.folder)
    assert files_of(report)["small/sums.py"]["parsed"] is True


def test_an_encoding_of_two_bytes_a_character_is_used_as_asked(room: Room, repo: Repo) -> None:
    with room.start("check", "-v", repo.path, env={"PYTHONIOENCODING": "utf-16"}) as process:
        stdout, stderr = process.communicate(timeout=240)
    assert (process.returncode, stderr) == (0, b"")
    assert "100/100" in stdout.decode("utf-16")


@pytest.mark.parametrize("folder", [".", "small"])
def test_temporary_files_within_the_repository_are_no_files_of_it(
    room: Room, repo: Repo, folder: str
) -> None:
    plain = room.look(repo.path, "--no-cache")
    place = repo.path / folder
    times = place.stat().st_atime_ns, place.stat().st_mtime_ns
    report = room.look(repo.path, "--no-cache", env={"TMPDIR": str(place)})
    os.utime(place, ns=times)
    assert files_of(report) == files_of(plain)
    assert (report["scope"]["added"], report["scope"]["edited"]) == (0, 0)


@pytest.mark.parametrize("closing", ["<&-", ">&- <&-", "2>&-", "<&- 2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_place_for_other_files(room: Room, repo: Repo, closing: str) -> None:
    within = ("sh", "-c", f'exec "$@" {closing}', "sh")
    outcome = room.run("check", "--format", "json", repo.path, within=within)
    written = room.run("check", "-o", "r.json", repo.path, within=within)
    if ">&- <" in closing or "<&- >&-" in closing:
        assert (outcome.status, outcome.stdout) == (3, b"")
    else:
        assert outcome.status == 0
        assert outcome.report["files"]
    assert written.status == 0
    assert whole_report((room.folder / "r.json").read_bytes())["files"]
    repo.git("fsck", "--strict")


@pytest.mark.parametrize("files", [10, 16, 47])
def test_too_few_open_files_are_told_of_before_the_work(room: Room, repo: Repo, files: int) -> None:
    within = ("prlimit", f"--nofile={files}", "--")
    what, where, mend = room.refusal(repo.path, status=3, within=within)
    assert f"only {files} files" in what
    assert (where, mend) == ("ulimit -n", "raise the limit: ulimit -n 256")


@pytest.mark.parametrize("files", ["48", "10:1000"])
def test_few_open_files_are_enough_and_more_are_taken_where_they_may_be(
    room: Room, repo: Repo, files: str
) -> None:
    report = room.look(repo.path, "--jobs", "2", within=("prlimit", f"--nofile={files}", "--"))
    assert files_of(report)["small/sums.py"]["parsed"] is True
    assert report["history"]["commits"] == 4


@pytest.mark.parametrize(
    ("limit", "megabytes", "where"), [("data", 60, "ulimit -d"), ("as", 390, "ulimit -v")]
)
def test_too_little_memory_is_told_of_before_the_work(
    room: Room, repo: Repo, limit: str, megabytes: int, where: str
) -> None:
    within = ("prlimit", f"--{limit}={megabytes << 20}", "--")
    told = room.refusal(repo.path, status=3, within=within)
    assert f"only {megabytes} MiB" in told[0]
    assert told[1] == where


@pytest.mark.parametrize(("limit", "megabytes"), [("data", 160), ("as", 400), ("as", 520), ("as", 580)])
def test_little_memory_is_enough_for_little_code(room: Room, repo: Repo, limit: str, megabytes: int) -> None:
    within = ("prlimit", f"--{limit}={megabytes << 20}", "--")
    report = room.look(repo.path, "--jobs", "1", within=within)
    assert files_of(report)["small/sums.py"]["parsed"] is True
    assert report["history"]["commits"] == 4


def test_several_at_once_on_one_repository(room: Room, repo: Repo) -> None:
    for extra in ([], ["--no-history"], ["--cognitive", "3"]):
        runs = [room.start("check", "--format", "json", *extra, repo.path) for _ in range(4)]
        outputs = [run.communicate(timeout=240) for run in runs]
        assert [run.returncode for run in runs] == [0] * 4, outputs
        reports = [whole_report(stdout) for stdout, _ in outputs]
        assert all(report["files"] == reports[0]["files"] for report in reports)
        assert {stderr for _, stderr in outputs} == {b""}
        room.is_tidy()
    room.look(repo.path)
    assert room.look(repo.path)["remembered"] is True


def test_variables_of_git_and_python_lead_nowhere_else(room: Room, repo: Repo, tmp_path: Path) -> None:
    other = small_repository(tmp_path / "other")
    other.commit({"other.py": "other = 1\n"})
    env = {
        "GIT_DIR": str(other.git_dir),
        "GIT_WORK_TREE": str(other.path),
        "GIT_INDEX_FILE": str(other.git_dir / "index"),
        "GIT_OBJECT_DIRECTORY": str(other.git_dir / "objects"),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": "false",
        "GIT_TRACE": str(tmp_path / "trace"),
        "GIT_EXEC_PATH": str(tmp_path),
        "GIT_CEILING_DIRECTORIES": str(repo.path),
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONHASHSEED": "3",
    }
    report = room.look(repo.path, env=env)
    assert files_of(report) == files_of(room.look(repo.path, "--no-cache"))
    assert not (tmp_path / "trace").exists()
