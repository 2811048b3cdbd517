"""Suppressions made to do harm: baselines of any bytes in any place, and comments beyond all measure."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fakes.repositories import Repo, small_repository
from tests.hostile.room import Room, notices_of, untouched

NAME = "mainstay-baseline.json"
DEEP = b'{"schema": "1", "findings": [' + b'{"path": [' * 500_000
ESCAPES = json.dumps({"\x1b[2J\u202e": "\x1b]0;x\x07"}).encode()
ENTRY = {
    "path": "\x1b[2J\u202e",
    "code": "long-function",
    "symbol": "\x1b[31m",
    "value": 1e308,
    "accepted": "2026-01-01",
    "until": "",
    "reason": "\x1b[31m because of \u202e",
    "fingerprint": "0" * 16,
}


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return small_repository(tmp_path / "repo")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 10_000,
        b"\xff\xfe",
        b"[" * 2_000_000,
        DEEP,
        ESCAPES,
        b'{"schema": "1", "findings": [' + b"1" * 400_000 + b"]}",
        b" " * (13 << 20),
        b'{"schema": "1"}' * 2,
        json.dumps({"schema": "1", "findings": [ENTRY] * 2}).encode(),
    ],
    ids=range(10),
)
def test_a_baseline_that_cannot_be_used_is_refused_with_its_place(
    room: Room, repo: Repo, content: bytes
) -> None:
    repo.write({NAME: content})
    with untouched(repo.path):
        said, where, mend = room.refusal(repo.path)
    assert "baseline" in said
    assert where.startswith(NAME)
    assert len(said) + len(where) + len(mend) < 1_000


def fifo(place: Path) -> None:
    os.mkfifo(place)


def link_to(target: str) -> Callable[[Path], None]:
    return lambda place: place.symlink_to(target)


@pytest.mark.parametrize(
    "lay", [fifo, Path.mkdir, link_to("/dev/zero"), link_to("../secret.json"), link_to("/nowhere")]
)
def test_a_baseline_that_is_no_plain_file_is_not_read(
    room: Room, repo: Repo, lay: Callable[[Path], None]
) -> None:
    (repo.path.parent / "secret.json").write_text('{"schema": "1", "findings": []}')
    lay(repo.path / NAME)
    said, where, _ = room.refusal(repo.path)
    assert "not read" in said
    assert where.endswith(NAME)
    assert room.look(repo.path, "--baseline", "")["findings_total"] == 0


@pytest.mark.parametrize(
    "name", ["../x.json", "/etc/x.json", "a/b.json", "x", "x.json\n", "..", "~x/y.json", "\x1b.json"]
)
def test_settings_name_no_baseline_elsewhere(room: Room, repo: Repo, name: str) -> None:
    (repo.path.parent / "x.json").write_text('{"schema": "1", "findings": []}')
    repo.write({"mainstay.toml": f"baseline = {json.dumps(name)}\n"})
    said, where, _ = room.refusal(repo.path)
    assert "cannot be used" in said
    assert where.startswith("mainstay.toml:1: baseline:")


def test_what_entries_hold_reaches_no_terminal(room: Room, repo: Repo) -> None:
    repo.write({NAME: json.dumps({"schema": "1", "findings": [ENTRY]})})
    # The room holds every output to holding no character that steers.
    for arguments in (["check", "-v"], ["list"], ["list", "--suppressed"], ["list", "--format", "markdown"]):
        assert room.run(*arguments, "--", repo.path).status == 0
    notice = notices_of(room.look(repo.path))["suppression-unused"]
    assert notice["examples"] == ["\x1b[2J\u202e [long-function, baseline]"]
    assert room.run("baseline", "--prune", "--", repo.path).status == 0


VILE = "# mainstay: ignore[complex-function] \x1b[31m\u202e because \x07 of it until 2999-01-01\n"
HARD = (
    "def hard(x):\n" + "".join(f"    if x > {n}:\n        x -= {n}\n" for n in range(30)) + "    return x\n"
)


def test_a_reason_of_control_characters_reaches_no_terminal(room: Room, repo: Repo) -> None:
    repo.commit({"small/hard.py": VILE + HARD})
    report = room.look(repo.path)
    assert [one["suppressed"]["by"] for one in report["suppressed"]] == ["comment"]
    assert "because" in report["suppressed"][0]["suppressed"]["reason"]
    for arguments in (
        ["check", "-v"],
        ["list", "--suppressed"],
        ["list", "--suppressed", "--format", "markdown"],
    ):
        assert room.run(*arguments, "--", repo.path).status == 0


@pytest.mark.parametrize(
    "content",
    [
        b"# mainstay: ignore[complex-function] " + b"x " * (1 << 19),
        b"# mainstay: ignore[" + b"a," * (1 << 19),
        b"# mainstay: ignore[complex-function] because of it\n" * 30_000,
        b"x = 1  # mainstay: ignore[complex-function] because of it\n" * 30_000,
        b"@a  # mainstay: ignore[\ndef f(): pass\n" * 20_000,
        b"#" + b" mainstay:" * 100_000,
        "# mainstay: ignore[\u202e\x00\x1b] \ud7ff\u2028\n".encode() * 1_000,
    ],
    ids=range(7),
)
def test_comments_beyond_all_measure(room: Room, repo: Repo, content: bytes) -> None:
    repo.commit({"small/hard.py": HARD, "small/vile.py": content, "small/both.py": content + HARD.encode()})
    report = room.look(repo.path)
    hard = [one["path"] for one in report["findings"] if one["code"] == "complex-function"]
    assert "small/hard.py" in hard
    assert set(hard) <= {"small/hard.py", "small/both.py"}
    assert room.run("check", "-v", "--", repo.path).status == 0


def test_a_hundred_thousand_directives_under_many_names(room: Room, repo: Repo) -> None:
    content = "x = 1  # mainstay: ignore[complex-function] because of it\n" * 1_000
    repo.commit({f"small/many{number}.py": content for number in range(110)})
    found = notices_of(room.look(repo.path))
    assert found["suppression-unused"]["count"] == 100_000
    assert found["suppression-refused"]["count"] == 10
