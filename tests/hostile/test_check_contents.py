"""Contents that are too large, too deep or no text: each is told of, and costs nothing but itself."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from mainstay.analysis.syntax.measure import READ_IN_PART
from tests.fakes.repositories import make_repository, small_repository
from tests.hostile.room import LONG, PATIENCE, Room, files_of, notices_of, untouched

_HUGE = 100 << 20
_LINES = "a = 1\n" * 10_000


def _stairs(head: str, steps: int) -> str:
    """Nest `head` in itself; the short lines behind it keep the file from being taken for a minified one."""
    return (
        "".join(f"{' ' * step}{head.format(step)}\n" for step in range(steps))
        + " " * steps
        + "pass\n"
        + _LINES
    )


# What each content is found to be: kind, whether it was parsed, and a part of what is said to be wrong with it.
VILE: Mapping[str, tuple[str | bytes, str, bool, str]] = {
    "one-line.js": ("var x=" + "+".join(f"f({number})" for number in range(510_000)), "minified", False, ""),
    "one-line.py": ("x = [" + ", ".join(map(str, range(650_000))) + "]", "minified", False, ""),
    "one-sum.py": ("x = " + " + ".join(map(str, range(100))) * 3_000, "minified", False, ""),
    "brackets.py": ("x = " + "[\n" * 10_000 + "]\n" * 10_000, "data", True, ""),
    "brackets-in-line.py": ("x = " + "[" * 10_000 + "]" * 10_000, "minified", False, ""),
    "calls.py": ("x = " + "f(\n" * 10_000 + ")\n" * 10_000, "data", True, ""),
    "unclosed.py": ("x = " + "f(a, [\n" * 10_000, "data", True, "line"),
    "branches.py": (_stairs("if x:", 1_000), "source", True, "line 101: too many levels of indentation"),
    "functions.py": (
        _stairs("def f{}():", 1_000),
        "source",
        True,
        "line 101: too many levels of indentation",
    ),
    "classes.py": (_stairs("class C{}:", 1_000), "data", True, "line 101: too many levels of indentation"),
    "stairs.py": (
        "".join(f"{' ' * step}if x:\n" for step in range(3_000)),
        "minified",
        False,
        "3000 ordinary lines",
    ),
    "negations.py": ("x = (" + "not\n" * 100_000 + "x)\n", "data", True, "read in part"),
    "comprehensions.py": ("x = " + "[a for a in \n" * 3_000 + "b" + "]\n" * 3_000, "source", True, ""),
    "decorators.py": ("@a\n" * 100_000 + "def f(): pass\n", "source", True, ""),
    "cases.py": ("match x:\n" + "".join(f" case {n}:\n  pass\n" for n in range(20_000)), "source", True, ""),
    "text.py": ("'''\n" * 100_001, "source", True, "unterminated"),
    "parameters.py": (
        "def f(" + ",\n".join(f"a{n}" for n in range(50_000)) + "): pass\n",
        "source",
        True,
        "",
    ),
    "nul.py": (b"x = 1\n\0\0\0", "binary", False, ""),
    "late-nul.py": (b"x = 1\n" * 2_000 + b"\0\n", "data", True, "null"),
    "latin.py": (b"# \xff\xfe\ndef caf\xe9():\n    return '\xff'\n", "source", True, "line"),
    "declared.py": (b"# -*- coding: latin-1 -*-\nname = '\xe9'\n", "source", True, ""),
    "undeclared.py": (b"# -*- coding: no-such-thing -*-\nname = '\xe9'\n", "source", True, ""),
    "wide.py": ("def one():\n    return 1\n".encode("utf-16"), "source", True, ""),
    "half-wide.py": ("def one():\n    return 1\n".encode("utf-16") + b"\xd8", "source", True, "line 3"),
    "marked.py": (b"\xef\xbb\xbfdef one():\n    return 1\n", "source", True, ""),
    "surrogates.py": (b"name = '\xed\xa0\x80'\n", "source", True, ""),
    "escapes.py": ("def \x1b[31mred\x1b[0m():\n    return '\u202e'\n", "source", True, "line 1"),
    "empty.py": (b"", "source", True, ""),
    "empty.js": (b"", "source", True, ""),
    "empty.kt": (b"", "source", False, ""),
    "brackets.js": ("x = " + "[\n" * 100_000 + "]\n" * 100_000, "data", True, "read in part"),
    "calls.go": (
        "package p\nvar x = " + "f(\n" * 100_000 + "1" + ")\n" * 100_000,
        "data",
        True,
        "read in part",
    ),
    "blocks.c": ("int f(void) " + "{\n" * 100_000 + "}\n" * 100_000, "source", True, "read in part"),
    "branches.cpp": ("int f() {\n" + "if (a) {\n" * 5_000 + "}\n" * 5_001, "source", True, ""),
    "else-ifs.java": (
        "class A { void f() {\n" + "if (a) b();\nelse " * 5_000 + "c(); } }\n",
        "source",
        True,
        "",
    ),
    "closures.rs": (
        "fn f() {\n" + "g(|x|\n" * 20_000 + "1" + ")\n" * 20_000 + "}\n",
        "source",
        True,
        "read in part",
    ),
    "callbacks.ts": ("f(() => {\n" * 3_000 + "if (a) { }\n" + "})\n" * 3_000, "source", True, ""),
    "functions.js": ("function f() {\n" * 3_000 + "}\n" * 3_000, "source", True, ""),
    "classes.cs": ("class A {\n" * 3_000 + "}\n" * 3_000, "data", True, ""),
    "blocks.rb": ("f do\n" * 3_000 + "end\n" * 3_000, "data", True, ""),
    "unclosed.php": ("<?php\n" + "f(a, [\n" * 5_000, "data", True, "read in part"),
    "conditionals.h": ("#if A\n{\n#else\n" * 3_000 + "#endif\n" * 3_000, "data", True, "read in part"),
    "uses.rs": ("use " + "a::{\n" * 5_000 + "b" + "}\n" * 5_000 + ";\n", "data", True, ""),
    "latin.php": (b"<?php\n// \xe9\nfunction f() { return '\xff'; }\n", "source", True, ""),
    "wide.cs": ("class A { void F() { } }\n".encode("utf-16"), "source", True, ""),
    "late-nul.c": (b"int a;\n" * 2_000 + b"\0\n", "data", True, "read in part"),
    "lines.java": (b"class A {\r\n  void f() { }\r\n}\r\n", "source", True, ""),
    "escapes.js": ("const o = { '\x1b[31m\u202e': function () { if (a) { } } };\n", "source", True, ""),
    "empty": (b"", "other", False, ""),
}


def test_vile_contents_are_told_of_and_healthy_files_are_read(room: Room, tmp_path: Path) -> None:
    repo = small_repository(tmp_path / "vile")
    repo.commit({name: content for name, (content, *_) in VILE.items()}, "Add vile contents")
    with untouched(repo.path):
        report = room.look(repo.path)
    files = files_of(report)
    found = {name: (files[name]["kind"], files[name]["parsed"]) for name in VILE}
    assert found == {name: (kind, parsed) for name, (_, kind, parsed, _) in VILE.items()}
    wrong = {name for name in VILE if files[name]["error"]}
    assert wrong == {name for name, (*_, error) in VILE.items() if error}
    assert [name for name, (*_, error) in VILE.items() if error not in files[name]["error"]] == []
    assert [files[f"small/{name}.py"]["functions"][0]["name"] for name in ("new", "sums")] == ["one", "add"]
    in_part = {name for name in wrong if files[name]["error"] == READ_IN_PART}
    assert in_part >= {"unclosed.php", "late-nul.c"}
    assert notices_of(report)["files-read-in-part"]["count"] == len(in_part)
    assert notices_of(report)["unparsed-files"]["count"] == len(wrong - in_part)


def test_the_same_content_under_many_names_is_read_for_each(room: Room, tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "same")
    names = ("a.py", "b.py", "test_c.py", "d.js", "e.md", "f", "vendor/g.py", "h.bin")
    repo.commit(dict.fromkeys(names, "def one():\n    return 1\n"))
    with untouched(repo.path):
        files = files_of(room.look(repo.path))
    assert {path: file["lines"] for path, file in files.items()} == dict.fromkeys(names, 2)
    assert {path for path, file in files.items() if file["parsed"]} == {"a.py", "b.py", "d.js", "test_c.py"}


def test_files_of_a_hundred_megabytes_are_named_and_not_read(room: Room, tmp_path: Path) -> None:
    repo = small_repository(tmp_path / "huge")
    repo.commit({"huge.py": b"x = 1\n" * (_HUGE // 6), "grows.py": "x = 1\n"})
    (repo.path / "untracked.py").touch()
    for name in ("grows.py", "untracked.py", "small/sums.py"):
        os.truncate(repo.path / name, _HUGE)
    with untouched(repo.path):
        report = room.look(repo.path)
    files = files_of(report)
    assert files["huge.py"]["kind"] == "oversized"
    assert files["small/new.py"]["parsed"] is True
    assert notices_of(report)["oversized-files"]["examples"] == ["huge.py"]
    unread = notices_of(report)["unreadable-work-files"]
    assert set(unread["examples"]) == {"grows.py", "small/sums.py", "untracked.py"}


@pytest.mark.timeout(2 * PATIENCE)
@pytest.mark.parametrize("count", [1, 25] if LONG else [1])
def test_contents_that_end_their_workers_are_given_up_and_told_of(
    room: Room, tmp_path: Path, count: int
) -> None:
    repo = small_repository(tmp_path / "endless")
    # At each comment behind the block the grammar's scanner looks past all the others; the worker's timer ends that.
    slow = "def one():\n    return {}\n" + "# so\n" * 100_000
    endless = {f"endless{number}.py": slow.format(number) for number in range(count)}
    others = {f"f{number}.py": f"n = {number}\n" for number in range(300)}
    quick = "def one():\n    return 1\n" + "    # so\n" * 300
    repo.commit({**endless, **others, "quick.py": quick})
    with untouched(repo.path):
        report = room.look(repo.path)
        again = room.look(repo.path)
    python = {path: file for path, file in files_of(report).items() if file["language"] == "Python"}
    assert "quick.py" in python
    unparsed = {path for path, file in python.items() if not file["parsed"]}
    # After so many, what has not been read yet is given up with them.
    assert unparsed >= set(endless) if count > 20 else unparsed == set(endless)
    assert {python[name]["error"].partition(":")[0] for name in unparsed} == {"too hard to parse"}
    assert notices_of(report)["unparsed-files"]["count"] == len(unparsed)
    assert again["remembered"] is True


def test_one_long_line_takes_nothing_out_of_sight(room: Room, tmp_path: Path) -> None:
    steps = "".join(f"  if(a=={n}){{ for(;;){{ if(b){{ if(c){{ d={n}; }} }} }} }}\n" for n in range(40))
    bad = "function bad(a,b,c,d,e,f,g){\n" + steps + "}\n"
    repo = make_repository(tmp_path / "repo")
    (repo.path / "a.py").write_text("a = 1\n")
    for long in ("x=" + "a&&b||" * 17_000, "x='" + "y" * 119_000 + "';"):
        (repo.path / "h.js").write_text(bad + long)
        repo.git("add", ".")
        repo.git("commit", "--quiet", "-m", "one more")
        outcome = room.run("check", "--format", "json", "--fail-on", "medium", repo.path)
        assert outcome.status == 1, outcome.said
        (finding,) = outcome.report["findings"]
        assert (finding["code"], finding["path"]) == ("does-not-parse", "h.js")
        assert notices_of(outcome.report)["unparsed-files"]["examples"] == ["h.js"]
