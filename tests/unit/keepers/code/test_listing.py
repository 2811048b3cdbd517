"""Which files a snapshot holds, what the work tree lays over it, and how they add up."""

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.classify.places import Places
from mainstay.config.globs import Globs
from mainstay.config.settings import TESTS
from mainstay.domain.code_report import FileReport
from mainstay.domain.history import FileHistory
from mainstay.domain.source_file import FileKind, SourceFile
from mainstay.domain.trend import Figures
from mainstay.keepers.code.listing import Lister, blob_id, laid_over, overlay_of
from mainstay.keepers.code.rollup import charted_folders, kinds, languages, owned_lines, trends
from mainstay.ports.source import TreeEntry
from tests.fakes.source import LINK, SUBMODULE, MadeUpRepository


def lister(*exclude: str) -> Lister:
    nothing = Globs(()).match
    return Lister(Places(tests=Globs(TESTS).match, generated=nothing, vendored=nothing), Globs(exclude).match)


def entry(path: str, mode: int = 0o100644, oid: str = "a") -> TreeEntry:
    return TreeEntry(path, mode, oid)


def test_kinds_of_entries() -> None:
    entries = [
        entry("src/a.py"),
        entry("tests/a.py"),
        entry("vendor/a.py"),
        entry("README.md"),
        entry("link.py", LINK),
        entry("module", SUBMODULE),
        entry("tool", 0o100755),
        entry("old/a.py"),
        entry(".mainstay/cache"),
        entry("x.mainstay/a.py"),
    ]
    listed = lister("old/").list(entries)
    assert {one.path: (one.kind, one.language, one.scored) for one in listed} == {
        "src/a.py": (FileKind.SOURCE, "Python", True),
        "tests/a.py": (FileKind.TEST, "Python", False),
        "vendor/a.py": (FileKind.VENDORED, "Python", False),
        "README.md": (FileKind.OTHER, "Markdown", False),
        "link.py": (FileKind.SYMLINK, "Python", False),
        "module": (FileKind.SUBMODULE, "", False),
        "tool": (FileKind.OTHER, "", False),
        "x.mainstay/a.py": (FileKind.SOURCE, "Python", True),
    }


def test_what_is_the_same_in_two_trees_is_held_once() -> None:
    own = lister()
    first, second = own.list([entry("a.py"), entry("b.py")]), own.list([entry("a.py"), entry("c.py")])
    assert second[0] is first[0]


def test_a_page_is_kept_code_and_no_program() -> None:
    own = lister()
    assert own.list([entry("a.html"), entry("Dockerfile")])[0].scored
    own.is_source("a.html")
    paths = ("a.html", "Dockerfile", "a.py", "tests/a.py", "a.md", "a.ts", "old")
    assert [path for path in paths if own.is_source(path)] == ["a.py", "a.ts"]


def test_a_path_that_was_a_link_is_a_file_in_another_tree() -> None:
    own = lister()
    assert own.list([entry("a.py", LINK)])[0].kind is FileKind.SYMLINK
    assert own.list([entry("a.py")])[0].kind is FileKind.SOURCE


@pytest.mark.parametrize("content", [b"", b"a = 1\n", b"\0\xff" * 1000])
def test_contents_are_named_as_git_names_them(content: bytes) -> None:
    named = subprocess.run(["git", "hash-object", "--stdin"], input=content, capture_output=True, check=True)
    assert blob_id(content, "sha1") == named.stdout.decode().strip()
    assert len(blob_id(content, "sha256")) == 64


def test_the_work_tree_lies_over_the_commit() -> None:
    made = MadeUpRepository()
    made.commit({"a.py": "a\n", "b.py": "b\n", "c.py": "c\n", "d.py": "d\n"})
    made.work = {"a.py": b"changed\n", "b.py": None, "e.py": b"new\n", "d.py": b"secret\n"}
    source = made.opened()
    source.unreadable_work = {"d.py"}
    overlay = overlay_of(source, source.work_tree(), "sha1")
    assert not overlay.empty
    assert overlay.unreadable == ("d.py",)
    entries = laid_over(source.tree(made.head), overlay)
    assert [(one.path, overlay.contents.get(one.oid)) for one in entries] == [
        ("a.py", b"changed\n"),
        ("c.py", None),
        ("e.py", b"new\n"),
    ]
    made.work = {}
    assert overlay_of(source, source.work_tree(), "sha1").empty


def test_uncommitted_contents_are_read_as_long_as_there_is_room() -> None:
    made = MadeUpRepository()
    made.commit({"z.py": "one\n"})
    made.work = {"z.py": b"edited\n", "a.dat": b"12345", "b.dat": b"12", "c.dat": b"1"}
    source = made.opened()
    overlay = overlay_of(source, source.work_tree(), "sha1", room=12)
    assert sum(map(len, overlay.contents.values())) <= 12
    assert [one.path for one in overlay.entries] == ["z.py", "a.dat"]
    assert overlay.unreadable == ("b.dat", "c.dat")


@pytest.mark.parametrize(
    ("path", "folders"),
    [
        ("a.py", ["/"]),
        ("src/a.py", ["/", "src/"]),
        ("a/b/c/d/e/f/g.py", ["/", "a/", "a/b/", "a/b/c/", "a/b/c/d/", "a/b/c/d/e/"]),
    ],
)
def test_charted_folders_of_a_file(path: str, folders: list[str]) -> None:
    assert list(charted_folders(path)) == folders


def report(path: str, kind: FileKind = FileKind.SOURCE, owner: str = "", **about) -> FileReport:
    told = FileHistory(1, 1, 0, 1, 1, 1, 1, owner, 1.0, True) if owner else None
    return FileReport(SourceFile(path, kind, about.pop("language", "Python"), 10, **about), told)


def test_languages_and_kinds_add_up() -> None:
    files = [
        report("a.py", lines=30, code_lines=20, parsed=True, owner="Ann"),
        report("b.py", lines=3, code_lines=2, owner="Ben"),
        report("t.py", FileKind.TEST, lines=10, code_lines=9, parsed=True, owner="Ann"),
        report("c.go", language="Go", lines=100, code_lines=90),
        report("v.py", FileKind.VENDORED, lines=1000, code_lines=900, owner="Cleo"),
        report("x.bin", FileKind.BINARY, language=""),
    ]
    assert [(one.language, one.files, one.lines, one.code_lines, one.parsed) for one in languages(files)] == [
        ("Go", 1, 100, 90, False),
        ("Python", 3, 43, 31, True),
    ]
    assert [(one.kind, one.files, one.lines, one.size) for one in kinds(files)] == [
        ("vendored", 1, 1000, 10),
        ("source", 3, 133, 30),
        ("test", 1, 10, 10),
        ("binary", 1, 0, 10),
    ]
    assert owned_lines(files) == [("Ann", 20), ("Ben", 2), ("Ann", 9)]


@given(
    st.lists(st.dictionaries(st.sampled_from(["/", "a/", "b/", "c.py"]), st.integers(0, 50)), max_size=4),
    st.integers(1, 4),
)
def test_courses_of_what_is_there_now(moments: list[dict[str, int]], most: int) -> None:
    told = [{path: Figures(1, lines, 0, 0, 0, 0, 0, 0.0) for path, lines in one.items()} for one in moments]
    courses = trends(told, most)
    now = moments[-1] if moments else {}
    assert len(courses) == min(most, len(now))
    assert [one.path for one in courses] == sorted(one.path for one in courses)
    left_out = [lines for path, lines in now.items() if path not in {one.path for one in courses}]
    assert all(now[one.path] >= max(left_out, default=0) for one in courses)
    for one in courses:
        assert one.figures == tuple(moment.get(one.path) for moment in told)


def test_the_same_content_under_many_names_is_held_once() -> None:
    made = MadeUpRepository()
    made.commit({"a.py": "1\n"})
    made.work = {"a": b"12345", "b": b"12345", "c": b"123456", "d": b"123"}
    source = made.opened()
    overlay = overlay_of(source, source.work_tree(), "sha1", room=10)
    assert overlay.unreadable == ("c",)
    assert sorted(entry.path for entry in overlay.entries) == ["a", "b", "d"]
    assert sum(map(len, overlay.contents.values())) == 8
