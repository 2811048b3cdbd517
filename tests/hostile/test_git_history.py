"""Histories with strange people, dates, messages and names."""

from pathlib import Path

import pytest

from mainstay.domain.history import Log, Said
from tests.fakes.opened import authors, no_mark, opened, touches
from tests.fakes.repositories import (
    START,
    Repo,
    Step,
    make_repository,
    write_commit,
    write_history,
    write_object,
    write_tree,
)

LAST = 253_402_300_799


def read(repo: Repo) -> Log:
    with opened(repo.path) as source:
        log = source.log(no_mark)
        source.churn(log, range(len(log.oids)))
        return log


def stand_at(repo: Repo, commit: str) -> None:
    repo.git("update-ref", "refs/heads/main", commit)


@pytest.mark.parametrize(
    ("date", "time"),
    [
        (b"0", 0),
        (b"-1", 0),
        (b"-99999999999", 0),
        (b"4102444800", 4_102_444_800),
        (b"253402300799", LAST),
        (b"253402300800", LAST),
        (b"18446744073709551615", LAST),
        (b"9" * 60, LAST),
        (b"9" * 6000, LAST),
        (b"", 0),
        (b"yesterday", 0),
        (b"1e9", 0),
    ],
)
def test_dates_out_of_range(tmp_path: Path, date: bytes, time: int) -> None:
    repo = make_repository(tmp_path)
    tree = write_tree(repo, [("100644", b"a", write_object(repo, "blob", b"a\n"))])
    lines = (b"author A <a@x> %s +0000" % date, b"committer A <a@x> %s +9999" % date)
    stand_at(repo, write_commit(repo, tree, head=lines))
    log = read(repo)
    assert list(log.times) in ([time], [0])
    assert touches(log) == [(log.head, "a")]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (b"author  <> 1 +0000", "(no name)"),
        (b"author <a@x> 1 +0000", "(no name)"),
        (b"author garbage", "(no name)"),
        (b"author A\0B <a@x> 1 +0000", "(no name)"),
        (b"author \xff\xfe <a@x> 1 +0000", "\ufffd\ufffd"),
        (b"author <script>alert(1)</script> <a@x> 1 +0000", None),
        (b"author \x1b[31mRed\x07 <a@x> 1 +0000", "\x1b[31mRed\x07"),
        (b"author " + b"x" * 100_000 + b" <a@x> 1 +0000", "x" * 256),
        (b"author %H%n%x00 <%aE> 1 +0000", "%H%n%x00"),
    ],
)
def test_strange_authors(tmp_path: Path, line: bytes, name: str | None) -> None:
    repo = make_repository(tmp_path)
    tree = write_tree(repo, [("100644", b"a", write_object(repo, "blob", b"a\n"))])
    stand_at(repo, write_commit(repo, tree, head=(line, b"committer C <c@x> 5 +0000")))
    log = read(repo)
    assert len(log.oids) == len(log.authors) == 1
    assert name in {None, authors(log)[log.head]}
    assert touches(log) == [(log.head, "a")]


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"\n\n\n",
        b"with \0 in the middle\n",
        b"\xff\xfe\xfd",
        b"M\0file\0" * 3,
        b"tree 123\nparent 456\n\nlooks like another commit",
        b"%H%x00%n",
        b"x" * 10_000_000,
        b"\n" * 10_000_000,
    ],
    ids=["empty", "blank", "nul", "bytes", "changes", "commit", "format", "10 MB", "10 MB of lines"],
)
def test_strange_messages_do_not_disturb_their_neighbours(tmp_path: Path, message: bytes) -> None:
    repo = make_repository(tmp_path)
    first = repo.commit({"a": "a\n"})
    strange = write_commit(
        repo,
        repo.git("rev-parse", "HEAD^{tree}"),
        message,
        head=(b"parent " + first.encode(), b"author A <a@x> 1 +0000", b"committer A <a@x> 1 +0000"),
    )
    repo.git("reset", "--quiet", "--hard", strange)
    last = repo.commit({"b": "b\n"})
    seen: list[bytes] = []
    with opened(tmp_path) as source:
        log = source.log(lambda said: seen.append(said) or Said())
    assert log.oids == [last, strange, first]
    assert touches(log) == [(last, "b"), (first, "a")]
    assert seen[0] == seen[2] == b"Change something\n"
    assert len(seen[1]) <= 16_384


def test_a_declared_encoding_that_is_none(tmp_path: Path) -> None:
    repo = make_repository(tmp_path)
    people = (b"author A <a@x> 1 +0000", b"committer A <a@x> 1 +0000", b"encoding ../../no such\x1b")
    stand_at(repo, write_commit(repo, write_tree(repo, []), b"\xe9t\xe9\n", head=people))
    assert read(repo).people == ["A"]


def test_names_that_could_be_taken_for_something_else(tmp_path: Path) -> None:
    repo = make_repository(tmp_path)
    names = [
        b"\n",
        b" ",
        b'"quoted"',
        b"-rf",
        b"--output=x",
        b":(top)*",
        b"<script>alert(1)</script>",
        b"M",
        b"R100",
        b"\x1b[31mred",
        b"a\xff\\",
        b"a\tb",
        b"a\nM\nb",
        b"\xe2\x80\xae.txt",
        b"1\t2\tx",
        b"x" * 4000,
        repo.commit({"x": ""}).encode(),
    ]
    content = write_object(repo, "blob", b"one\ntwo\n")
    tree = write_tree(repo, sorted(("100644", name, content) for name in names))
    parent = b"parent " + repo.head.encode()
    people = (b"author A <a@x> 1 +0000", b"committer A <a@x> 1 +0000")
    added = write_commit(repo, tree, head=(parent, *people))
    moved = write_tree(repo, sorted(("100644", name + b"!", content) for name in names))
    renamed = write_commit(repo, moved, head=(b"parent " + added.encode(), *people))
    stand_at(repo, renamed)
    log = read(repo)
    texts = sorted(name.decode() if name != b"a\xff\\" else "a\\xff\\\\" for name in names)
    assert sorted(path for oid, path in touches(log) if oid == added and path != "x") == texts
    assert sorted(path for oid, path in touches(log) if oid == renamed) == sorted(
        f"{text}!" for text in texts
    )
    assert sorted(log.paths[new] for _, _, new in log.renames) == sorted(f"{text}!" for text in texts)
    counts = {(log.oids[row], log.paths[path]): plus for row, path, plus in zip(
        log.touched, log.touched_paths, log.added, strict=True
    )}  # fmt: skip
    assert {counts[added, text] for text in texts} == {2}
    assert {counts[renamed, f"{text}!"] for text in texts} == {0}


def test_ten_thousand_files_in_one_commit(tmp_path: Path) -> None:
    repo = make_repository(tmp_path)
    files = {f"folder-{number % 100}/file-{number}": f"{number}\n" for number in range(10_000)}
    (first,) = write_history(repo, [Step(files)])
    (second,) = write_history(
        repo, [Step({f"{name}.moved": text for name, text in files.items()} | dict.fromkeys(files))]
    )
    with opened(tmp_path) as source:
        log = source.log(no_mark)
        assert source.churn(log, [0, 1]) == 2
        tree = source.tree(second)
        contents = dict(source.blobs().read([entry.oid for entry in tree]))
        assert source.sizes(contents) == {oid: len(content or b"") for oid, content in contents.items()}
    assert len(log.renames) == 10_000
    assert sorted(path for oid, path in touches(log) if oid == first) == sorted(files)
    assert {entry.path.removesuffix(".moved"): contents[entry.oid] for entry in tree} == {
        name: text.encode() for name, text in files.items()
    }


def test_the_same_moment_for_all_commits(tmp_path: Path) -> None:
    repo = make_repository(tmp_path)
    written = write_history(repo, [Step({"a": f"{number}"}, at=START) for number in range(50)])
    log = read(repo)
    assert log.oids == written[::-1]
    assert list(log.first_parents) == list(range(50))


def test_a_hostile_mailmap(tmp_path: Path) -> None:
    repo = make_repository(tmp_path)
    lines = ["<<<>>>", "\0", "A <", "Evil\x1b[2J <ann@example.org>", "x" * 100_000, "# " * 50_000]
    repo.commit({".mailmap": "\n".join(lines)})
    assert len(read(repo).people) == 1
    repo.git("rm", "--quiet", ".mailmap")
    (tmp_path / ".mailmap").symlink_to("/etc/passwd")
    repo.commit()
    assert read(repo).people == ["Ann Author"]
