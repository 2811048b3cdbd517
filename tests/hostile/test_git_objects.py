"""Corrupt, forged and missing objects: told apart from good ones, which are all still read."""

import hashlib
import os
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from mainstay.adapters.git import blob_reader
from mainstay.domain.errors import RunFailed
from mainstay.ports.process import Limits
from tests.fakes.opened import no_mark, opened
from tests.fakes.repositories import Repo, make_repository, small_repository

GOOD = {f"{number}": f"{number} ".encode() * 2000 for number in range(40)}


def object_file(repo: Repo, oid: str) -> Path:
    file = repo.path / ".git/objects" / oid[:2] / oid[2:]
    file.chmod(0o644)
    return file


def spoil_middle(file: Path) -> None:
    content = bytearray(file.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 4] = b"\xff\x00\xff\x00"
    file.write_bytes(content)


def spoil_end(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[-2] ^= 0xFF
    file.write_bytes(content)


def forge(file: Path) -> None:
    content = zlib.decompress(file.read_bytes())
    file.write_bytes(zlib.compress(content[:-5] + b"EVIL!"))


SPOILT: dict[str, Callable[[Path], object]] = {
    "middle": spoil_middle,
    "end": spoil_end,
    "forged": forge,
    "cut": lambda file: file.write_bytes(file.read_bytes()[:30]),
    "empty": lambda file: file.write_bytes(b""),
    "garbage": lambda file: file.write_bytes(os.urandom(100)),
    "gone": Path.unlink,
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_spoilt_loose_objects_cost_only_themselves(tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    repo = make_repository(tmp_path)
    repo.commit(GOOD)
    bad = {"0", "7", "8", "39"}
    for name in bad:
        spoil(object_file(repo, repo.git("rev-parse", f"HEAD:{name}")))
    with opened(tmp_path) as source:
        names = {entry.oid: entry.path for entry in source.tree(repo.head)}
        contents = {names[oid]: content for oid, content in source.blobs().read(list(names))}
        assert contents == {name: None if name in bad else content for name, content in GOOD.items()}
        sizes = {names[oid]: size for oid, size in source.sizes(names).items()}
        for name in set(GOOD) - bad:
            assert sizes[name] == len(GOOD[name])


def test_a_spoilt_pack(tmp_path: Path) -> None:
    repo = make_repository(tmp_path)
    repo.commit({name: os.urandom(500) for name in GOOD})
    good = {name: (tmp_path / name).read_bytes() for name in GOOD}
    repo.git("repack", "-adq")
    (pack,) = (tmp_path / ".git/objects/pack").glob("*.pack")
    pack.chmod(0o644)
    content = bytearray(pack.read_bytes())
    content[len(content) // 2] ^= 0xFF
    pack.write_bytes(content)
    with opened(tmp_path) as source:
        names = {entry.oid: entry.path for entry in source.tree(repo.head)}
        contents = {names[oid]: content for oid, content in source.blobs().read(list(names))}
    bad = [name for name, content in contents.items() if content is None]
    assert len(bad) == 1
    assert {name: content for name, content in contents.items() if name not in bad} == {
        name: content for name, content in good.items() if name not in bad
    }


def test_a_fifo_in_the_place_of_an_object_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = small_repository(tmp_path)
    oid = repo.git("rev-parse", "HEAD:README.md")
    object_file(repo, oid).unlink()
    os.mkfifo(tmp_path / ".git/objects" / oid[:2] / oid[2:])
    monkeypatch.setattr(blob_reader, "_LIMITS", Limits(seconds=5))
    other = repo.git("rev-parse", "HEAD:small/sums.py")
    with opened(tmp_path) as source:
        contents = dict(source.blobs().read([other, oid, other]))
    assert contents == {other: b"def add(a, b):\n    return a + b\n", oid: None}


@pytest.mark.parametrize("what", ["HEAD^{tree}", "HEAD:small"])
def test_a_spoilt_tree(tmp_path: Path, what: str) -> None:
    repo = small_repository(tmp_path)
    object_file(repo, repo.git("rev-parse", what)).write_bytes(b"garbage")
    with opened(tmp_path) as source:
        for read in (lambda: source.tree(repo.head), lambda: source.log(no_mark)):
            with pytest.raises(RunFailed) as caught:
                read()
            assert caught.value.mend == "git fsck"
        contents = dict(source.blobs().read([repo.git("rev-parse", "HEAD~1:README.md")]))
        assert list(contents.values()) == [b"# Small\n"]


def test_a_spoilt_head_commit(tmp_path: Path) -> None:
    repo = small_repository(tmp_path)
    object_file(repo, repo.head).write_bytes(b"garbage")
    with pytest.raises(RunFailed, match="cannot be read"):
        opened(tmp_path)


def test_objects_of_the_wrong_kind(tmp_path: Path) -> None:
    repo = make_repository(tmp_path)
    blob = repo.git("hash-object", "-w", "--stdin", stdin=b"no tree")
    body = f"tree {blob}\nauthor A <a@x> 1 +0000\ncommitter A <a@x> 1 +0000\n\nmessage\n".encode()
    commit = repo.git("hash-object", "-t", "commit", "-w", "--literally", "--stdin", stdin=body)
    assert commit == hashlib.sha1(b"commit %d\0" % len(body) + body).hexdigest()
    repo.git("update-ref", "refs/heads/main", commit)
    with opened(tmp_path) as source:
        for read in (lambda: source.tree(commit), lambda: source.log(no_mark)):
            with pytest.raises(RunFailed):
                read()
