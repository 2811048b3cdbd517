"""The history of a repository, read at once."""

from pathlib import Path

import pytest

from mainstay.analysis.history.marks import mark_message
from mainstay.domain.errors import RunFailed
from mainstay.domain.history import Said, topic_of_merge
from tests.fakes.opened import authors, no_mark, opened, touches
from tests.fakes.repositories import (
    ANN,
    BEN,
    DAY,
    START,
    Repo,
    Step,
    make_repository,
    small_repository,
    write_history,
)


def test_a_small_history(tmp_path: Path) -> None:
    repo = small_repository(tmp_path)
    with opened(tmp_path) as source:
        log = source.log(lambda message: Said(len(message) % 7, len(message)))
    third, second, first = repo.git("log", "--format=%H").split()
    assert log.head == third
    assert log.oids == [third, second, first]
    assert list(log.times) == [START + 3 * DAY, START + 2 * DAY, START + DAY]
    assert log.people == ["Ann Author", "Ben Builder"]
    assert list(log.authors) == [0, 1, 0]
    messages = ["Fix the sign, closes #1\n", "Add sums\n", "Change something\n"]
    assert list(log.marks) == [len(message) % 7 for message in messages]
    assert list(log.merges) == [0, 0, 0]
    assert touches(log) == [
        (third, "small/new.py"),
        (third, "small/sums.py"),
        (second, "small/sums.py"),
        (first, "README.md"),
        (first, "small/__init__.py"),
        (first, "small/old.py"),
    ]
    assert [(row, log.paths[old], log.paths[new]) for row, old, new in log.renames] == [
        (0, "small/old.py", "small/new.py")
    ]
    assert list(log.added) == list(log.deleted) == [-1] * 6
    assert list(log.first_parents) == [0, 1, 2]


def test_messages_arrive_whole_up_to_a_limit(tmp_path: Path) -> None:
    repo = make_repository(tmp_path)
    messages = ["one", "two\n\nlines and Δ", "", "x" * 100_000]
    write_history(repo, [Step({}, message) for message in messages])
    seen: list[bytes] = []

    def judged(message: bytes) -> Said:
        seen.append(message)
        return Said()

    with opened(tmp_path) as source:
        source.log(judged)
    assert [message.removesuffix(b"\n") for message in seen] == [
        b"x" * 16_384,
        b"",
        "two\n\nlines and Δ".encode(),
        b"one",
    ]


def test_messages_in_another_encoding_arrive_as_utf_8(tmp_path: Path) -> None:
    repo = make_repository(tmp_path)
    repo.git(
        "-c",
        "i18n.commitEncoding=latin1",
        "commit",
        "--allow-empty",
        "-qF",
        "-",
        stdin="Größe".encode("latin1"),
    )
    with opened(tmp_path) as source:
        seen: list[bytes] = []
        source.log(lambda message: seen.append(message) or Said())
    assert seen == ["Größe\n".encode()]


def test_merges_count_but_touch_nothing(tmp_path: Path) -> None:
    repo = small_repository(tmp_path)
    base = repo.head
    repo.git("checkout", "--quiet", "-b", "other")
    side = repo.commit({"side": ""}, by=BEN)
    repo.git("checkout", "--quiet", "main")
    main = repo.commit({"main": ""})
    merge = repo.merge("other")
    with opened(tmp_path) as source:
        log = source.log(no_mark)
    assert log.oids[:3] == [merge, main, side]
    assert list(log.merges)[:4] == [1, 0, 0, 0]
    assert touches(log)[:2] == [(main, "main"), (side, "side")]
    assert [log.oids[row] for row in log.first_parents][:3] == [merge, main, base]


def test_octopus_and_criss_cross(tmp_path: Path) -> None:
    repo = small_repository(tmp_path)
    for name in ("a", "b", "c"):
        repo.git("checkout", "--quiet", "-b", name, "main")
        repo.commit({name: name})
    repo.git("checkout", "--quiet", "main")
    octopus = repo.merge("a", "b", "c")
    repo.git("checkout", "--quiet", "-B", "left", "a")
    repo.merge("b")
    repo.git("checkout", "--quiet", "-B", "right", "b")
    repo.merge("a")
    repo.git("checkout", "--quiet", "main")
    repo.merge("left", "right")
    with opened(tmp_path) as source:
        log = source.log(no_mark)
    assert sorted(log.oids) == sorted(repo.git("rev-list", "HEAD").split())
    assert sum(log.merges) == 4
    assert [log.oids[row] for row in log.first_parents] == repo.git(
        "rev-list", "--first-parent", "HEAD"
    ).split()
    assert log.merges[log.oids.index(octopus)] == 1
    assert sorted(touches(log)) == sorted(expected_touches(repo))


def expected_touches(repo: Repo) -> list[tuple[str, str]]:
    pairs = []
    for oid in repo.git("rev-list", "--no-merges", "HEAD").split():
        names = repo.git("diff-tree", "--root", "--no-commit-id", "-r", "-M", "--name-only", oid).splitlines()
        pairs += [(oid, name) for name in names]
    return pairs


def test_people_are_merged_as_the_mailmap_says(tmp_path: Path) -> None:
    repo = make_repository(tmp_path)
    repo.commit({"a": "1"}, by=("ann", "ann@home"))
    repo.commit({"a": "2"}, by=ANN)
    repo.commit({"a": "3"}, by=("A. N. Other", "ANN@example.org"))
    with opened(tmp_path) as source:
        assert source.log(no_mark).people == ["A. N. Other", "ann"]
    repo.commit({".mailmap": "Ann Author <ann@example.org> <ann@home>\nAnn Author <ann@example.org>\n"})
    with opened(tmp_path) as source:
        assert source.log(no_mark).people == ["Ann Author"]


def test_children_stand_before_parents_whatever_the_clocks_say(tmp_path: Path) -> None:
    repo = make_repository(tmp_path)
    times = [START, START - 9 * DAY, START + 50 * DAY, START - 30 * DAY, START, START, START]
    written = write_history(repo, [Step({"a": str(number)}, at=at) for number, at in enumerate(times)])
    with opened(tmp_path) as source:
        log = source.log(no_mark)
    assert log.oids == written[::-1]
    assert list(log.times) == times[::-1]
    assert list(log.first_parents) == list(range(7))


def test_a_shallow_history_does_not_pretend_to_know_its_oldest_changes(tmp_path: Path) -> None:
    repo = small_repository(tmp_path / "repo")
    repo.git("clone", "--quiet", "--depth=2", f"file://{repo.path}", str(tmp_path / "clone"))
    with opened(tmp_path / "clone") as source:
        log = source.log(no_mark)
        assert source.churn(log, range(2)) == 1
    assert log.oids == repo.git("log", "--format=%H", "-2").split()
    assert [path for _, path in touches(log)] == ["small/new.py", "small/sums.py"]
    assert authors(log)[log.oids[1]] == "Ben Builder"


def test_an_unreadable_history(tmp_path: Path) -> None:
    repo = small_repository(tmp_path)
    lost = repo.git("rev-parse", "HEAD~1")
    (tmp_path / ".git/objects" / lost[:2] / lost[2:]).unlink()
    with opened(tmp_path) as source, pytest.raises(RunFailed, match="git log failed") as caught:
        source.log(no_mark)
    assert caught.value.mend == "git fsck"


def test_a_lost_content_hides_only_which_file_was_renamed(tmp_path: Path) -> None:
    repo = small_repository(tmp_path)
    repo.write({"small/old.py": "def one():\n    return 1\n" * 4 + "def two(): ...\n", "small/new.py": None})
    repo.commit({"small/moved.py": (tmp_path / "small/sums.py").read_text(), "small/sums.py": None})
    lost = repo.git("rev-parse", "HEAD:small/old.py")
    with opened(tmp_path) as source:
        assert len(source.log(no_mark).renames) == 3
    (tmp_path / ".git/objects" / lost[:2] / lost[2:]).unlink()
    with opened(tmp_path) as source:
        log = source.log(no_mark)
        assert [notice.code for notice in source.notices] == ["unreadable-history"]
    assert len(log.oids) == 4
    assert [(log.paths[old], log.paths[new]) for _, old, new in log.renames] == [
        ("small/sums.py", "small/moved.py"),
        ("small/old.py", "small/new.py"),
    ]


def test_a_partial_clone(tmp_path: Path) -> None:
    repo = small_repository(tmp_path / "repo")
    repo.commit({"small/sums.py": "def add(a, b):\n    return b + a\n"})
    repo.git("config", "uploadpack.allowFilter", "true")
    options = ("--quiet", "--no-checkout", "--filter=blob:none")
    repo.git("clone", *options, f"file://{repo.path}", str(tmp_path / "clone"))
    with opened(tmp_path / "clone") as source:
        assert [notice.code for notice in source.notices] == ["partial-clone"]
        log = source.log(no_mark)
        assert len(log.oids) == 4
        assert source.churn(log, range(4)) < 4
        oids = [entry.oid for entry in source.tree(repo.head)]
        assert source.sizes(oids) == {}
        assert {content for _, content in source.blobs().read(oids)} == {None}


def test_work_is_named_by_the_merge_that_brought_it_in_else_by_its_issue(tmp_path: Path) -> None:
    repo = make_repository(tmp_path)
    base = repo.commit({"a": ""}, "Begin (#3)")
    repo.git("checkout", "--quiet", "-b", "side")
    one = repo.commit({"b": ""}, "Add b")
    two = repo.commit({"c": ""}, "Add c (#9)")
    repo.git("checkout", "--quiet", "main")
    first = repo.merge("side")
    repo.git("checkout", "--quiet", "side")
    repo.merge("main")
    three = repo.commit({"d": ""}, "Add d")
    repo.git("checkout", "--quiet", "main")
    straight = repo.commit({"e": ""}, "Add e, fixes #4")
    second = repo.merge("side")
    with opened(tmp_path) as source:
        log = source.log(mark_message)
    topics = dict(zip(log.oids, log.topics, strict=True))
    assert [topics[oid] for oid in (base, straight, first, second)] == [3, 4, 0, 0]
    assert topics[one] == topics[two] == topic_of_merge(first)
    assert topics[three] == topic_of_merge(second)
