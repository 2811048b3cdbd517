"""Settings that the scanned repository brings along: broken, huge, in odd places, or written to do harm."""

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fakes.repositories import Repo, small_repository
from tests.hostile.room import Room, files_of, untouched

BOMB = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(24)
)


@pytest.fixture
def repo(tmp_path: Path) -> Iterator[Repo]:
    repo = small_repository(tmp_path / "repo")
    yield repo
    repo.git("fsck", "--strict")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"# " + b"x" * (10 << 20), "too large"),
        (b"# " + b"x" * (17 << 20), "too large"),
        (b"exclude = []\n\0\0\0\n", "no TOML"),
        (b"\0" * 1000, "no TOML"),
        (b"\xff\xfe\x00e\x00", "no UTF-8"),
        (BOMB.encode(), "no TOML"),
        (b"a = " + b"[" * 100_000, "nested too deeply"),
        (b"a" + b".a" * 100_000 + b" = 1", "nested too deeply"),
        (b"thresholds = 1" + b"0" * 100_000, "cannot be read"),
        (b"thresholds = 3\n", "cannot be used"),
        (b"[thresholds]\nnesting = nan\n", "cannot be used"),
        (b"[exclude]\na = 1\n", "cannot be used"),
        (b'"\\u001b[31m\\u202e" = "\\u001b]0;x\\u0007"\n', "cannot be used"),
        (b"".join(b"k%d = 1\n" % number for number in range(20_000)), "20,000 settings cannot be used"),
    ],
    ids=lambda value: value[:12].decode("ascii", "replace") if isinstance(value, bytes) else value,
)
def test_settings_that_cannot_be_used_are_told_of(room: Room, repo: Repo, content: bytes, what: str) -> None:
    repo.write({"mainstay.toml": content})
    with untouched(repo.path):
        said, where, mend = room.refusal(repo.path)
    assert what in said
    assert where.startswith("mainstay.toml") or str(repo.path) in where
    assert len(said) + len(where) + len(mend) < 1000


def fifo(place: Path) -> None:
    os.mkfifo(place)


def folder(place: Path) -> None:
    place.mkdir()


def link_to(target: str) -> Callable[[Path], None]:
    return lambda place: place.symlink_to(target)


def plug(place: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(place))


ODD = [
    fifo,
    folder,
    plug,
    link_to("/dev/zero"),
    link_to("../secret.toml"),
    link_to("mainstay.toml"),
    link_to("/nowhere"),
]
NAMES = ["fifo", "folder", "socket", "device", "outside", "itself", "nothing"]


@pytest.mark.parametrize("put", ODD, ids=NAMES)
def test_what_is_no_plain_file_is_not_read(
    room: Room, repo: Repo, tmp_path: Path, put: Callable[[Path], None]
) -> None:
    (tmp_path / "secret.toml").write_text("[tool.mainstay]\nTOPSECRET = 1\n")
    put(repo.path / "mainstay.toml")
    said, where, _ = room.refusal(repo.path)
    assert "no regular file" in said
    assert where == str(repo.path / "mainstay.toml")
    (repo.path / "mainstay.toml").rename(tmp_path / "away")
    # A file that most likely is about other programs stops nothing.
    put(repo.path / "pyproject.toml")
    assert files_of(room.look(repo.path))["small/sums.py"]["parsed"] is True


@pytest.mark.parametrize(
    "line",
    [
        "command = '{run}'",
        "hooks = ['{run}']",
        "plugins = ['os']",
        "[notify]\nwebhook = 'http://127.0.0.1:9/'",
        "exclude = ['$({run})', '../../etc/*']",
    ],
)
def test_settings_that_would_run_or_reach_something_are_refused(
    room: Room, repo: Repo, tmp_path: Path, line: str
) -> None:
    mark = tmp_path / "ran"
    text = line.format(run=f"touch {mark}")
    repo.write({"mainstay.toml": text})
    room.refusal(repo.path)
    repo.write(
        {
            "mainstay.toml": None,
            "pyproject.toml": f"[tool.mainstay]\n{text}".replace("\n[", "\n[tool.mainstay."),
        }
    )
    room.refusal(repo.path)
    assert not mark.exists()


def test_a_label_is_text_and_nothing_else(room: Room, repo: Repo) -> None:
    repo.write({"mainstay.toml": "[labels]\nteam = '$(touch ran)`touch ran`; touch ran'\n"})
    for form in ("text", "html", "markdown", "json"):
        assert room.run("check", "--format", form, cwd=repo.path).status == 0
    assert not list(repo.path.rglob("ran"))


def test_files_of_other_names_and_globs_that_take_long_do_no_harm(room: Room, repo: Repo) -> None:
    plain = room.look(repo.path)
    stars = "*a" * 95
    repo.write(
        {
            "mainstay.toml": f"exclude = ['{stars}', '**/{'[!x]' * 45}*/**/**/b']\n",
            "mainstay.yaml": BOMB,
            "mainstay-server.yaml": BOMB,
            "a" * 250: "",
            ".mainstay.toml": "command = 1\n",
            "small/mainstay.toml": "command = 1\n",
        }
    )
    report = room.look(repo.path)
    assert {path for path in files_of(report) if "small/" in path} >= {
        path for path in files_of(plain) if "small/" in path
    }
    # All but the file of 250 letters, which the first glob matches.
    assert report["scope"]["added"] == 5
