"""Globs are judged against git's own matcher, and cannot be made slow."""

import random
import re
import subprocess

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mainstay.config import globs as automaton
from mainstay.config.glob_syntax import GlobError, parse
from mainstay.config.globs import Globs


@pytest.mark.parametrize(
    ("glob", "matched", "not_matched"),
    [
        ("*.py", ["a.py", "x/y/a.py"], ["a.pyc", "a.py.txt"]),
        ("docs/", ["docs/a.md", "x/docs/y/a.md"], ["docs", "x/docs", "mydocs/a"]),
        ("/docs/", ["docs/a.md"], ["x/docs/a.md"]),
        ("src/*.py", ["src/a.py"], ["src/x/a.py", "x/src/a.py"]),
        ("src/**/a.py", ["src/a.py", "src/x/a.py", "src/x/y/a.py"], ["src/xa.py", "a.py"]),
        ("**/gen", ["gen", "x/gen", "x/gen/y"], ["xgen", "gen2"]),
        ("src/**", ["src/a", "src/x/y"], ["src", "x/src/a"]),
        ("a?c", ["abc", "x/abc"], ["ac", "a/c", "abbc"]),
        ("[a-c]1", ["a1", "c1/x"], ["d1", "-1"]),
        ("[!a-c]1", ["d1"], ["a1", "/1", "1"]),
        ("[]x]", ["]", "x"], ["y"]),
        (r"\*.py", ["*.py"], ["a.py"]),
        (r"\!keep", ["!keep"], ["keep"]),
        ("vendor", ["vendor", "vendor/x", "a/vendor/b/c"], ["vendors/x"]),
        ("**", ["a", "a/b"], []),
        ("naïve*", ["naïveté", "x/naïve"], ["naive"]),
        ("a**b", ["ab", "axxb"], ["a/b"]),
    ],
)
def test_the_documented_forms(glob: str, matched: list[str], not_matched: list[str]) -> None:
    ready = Globs([glob])
    assert [path for path in matched if not ready.match(path)] == []
    assert [path for path in not_matched if ready.match(path)] == []


@pytest.mark.parametrize(
    ("glob", "reason"),
    [
        ("", "names nothing"),
        ("/", "names nothing"),
        ("a\0b", "control"),
        ("../x", "out of the repository"),
        ("a/../../x", "out of the repository"),
        ("~/x", "out of the repository"),
        ("C:\\x", "out of the repository"),
        ("file://x", "out of the repository"),
        ("//x", "empty part"),
        ("a//b", "empty part"),
        ("./a", "empty part or `.`"),
        ("!a", "begins with `!`"),
        ("[abc", "never closes"),
        ("[a/b]", "never closes"),
        ("[[:alpha:]]", "named class"),
        ("a\\", "backslash"),
    ],
)
def test_what_is_no_glob_is_refused_with_the_reason(glob: str, reason: str) -> None:
    with pytest.raises(GlobError, match=reason.replace(".", r"\.").replace("*", r"\*")):
        parse(glob)


def test_an_empty_list_matches_nothing() -> None:
    assert not Globs([]).match("a")


def test_a_list_matches_what_any_of_it_matches() -> None:
    ready = Globs(["*.min.js", "/build/", "gen_*"])
    paths = ["a.min.js", "build/x", "src/gen_a.py", "src/a.js", "src/build.py", "x/build/y"]
    assert ready.matching(paths) == {"a.min.js", "build/x", "src/gen_a.py"}


def test_git_agrees(tmp_path) -> None:
    """Thousands of random globs and paths over a small alphabet, judged by `git check-ignore`."""
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    random_source = random.Random(26)
    names = ["a", "b", "ab", "ba", "aab", "abb", "a.b", "bab", "-", "]"]
    paths = sorted(
        {"/".join(random_source.choices(names, k=random_source.randint(1, 4))) for _ in range(400)}
    )
    parts = ["a", "b", "*", "?", "**", "[ab]", "[!a]", "[a-b]", "ab", "*b", "a*", "a*b*", "[]-]", "\\a", "?b"]
    differing = []
    compared = 0
    for _ in range(300):
        glob = "/".join(
            "".join(random_source.choices(parts, k=random_source.randint(1, 2)))
            for _ in range(random_source.randint(1, 3))
        )
        glob = random_source.choice(["", "", "/"]) + glob + random_source.choice(["", "", "/"])
        if re.search(r"[^*/]\*\*", glob):
            continue  # Git takes the plain start of a glob off first and so takes `ab**/` for `ab/**/`; we do not.
        (tmp_path / ".gitignore").write_text(glob + "\n")
        told = subprocess.run(
            ["git", "-C", tmp_path, "check-ignore", "--no-index", "-z", "--stdin"],
            input="\0".join(paths).encode(),
            capture_output=True,
        )
        expected = set(filter(None, told.stdout.decode().split("\0")))
        found = Globs([glob]).matching(paths)
        compared += len(paths)
        if found != expected:
            differing.append((glob, sorted(found ^ expected)[:3]))
    assert differing == []
    assert compared > 10_000


ALPHABET = "ab/"


def by_the_book(glob: str, path: str) -> bool:
    """Match slowly, straight from the definition: a folder of the path, or the path itself, matches the whole glob."""
    parsed = parse(glob)

    def whole(elements: tuple, text: str) -> bool:
        reached = {0}
        for at in range(len(elements)):
            kind = elements[at].kind.name
            following = set()
            for position in reached:
                rest = text[position:]
                if kind == "FOLDERS":
                    following |= {position} | {position + i + 1 for i, c in enumerate(rest) if c == "/"}
                elif kind == "STAR":
                    name = rest.split("/")[0]
                    following |= set(range(position, position + len(name) + 1))
                elif rest and (
                    (kind == "PLAIN" and rest[0] == elements[at].text)
                    or (kind == "ANY" and rest[0] != "/")
                    or (kind == "CLASS" and rest[0] != "/" and elements[at].takes(rest[0]))
                ):
                    following.add(position + 1)
            reached = following
        return len(text) in reached

    folders = [path[:i] for i, c in enumerate(path) if c == "/"]
    candidates = folders if parsed.folders_only else [*folders, path]
    return any(whole(parsed.elements, candidate) for candidate in candidates)


paths_strategy = st.lists(st.text("ab", min_size=1, max_size=4), min_size=1, max_size=4).map("/".join)
globs_strategy = st.text("ab*?/[]!\\", min_size=1, max_size=10)


@settings(max_examples=400, deadline=None)
@given(st.lists(globs_strategy, min_size=1, max_size=4), st.lists(paths_strategy, min_size=1, max_size=8))
@example(["**/a/**/b"], ["a/a/b/b", "b", "a/b"])
@example(["*a*", "b/"], ["b/b", "b"])
def test_any_list_matches_by_the_book(texts: list[str], paths: list[str]) -> None:
    usable = []
    for glob in texts:
        try:
            parse(glob)
        except GlobError:
            continue
        usable.append(glob)
    ready = Globs(usable)
    for path in paths:
        assert ready.match(path) == any(by_the_book(glob, path) for glob in usable), path


def test_forgetting_changes_no_answer(monkeypatch) -> None:
    """With hardly any memory the automaton is thrown away all the time and still answers the same."""
    globs = ["*a*b", "a/**/b?", "[ab]b/", "b*a/*"]
    random_source = random.Random(3)
    paths = ["/".join("".join(random_source.choices("ab", k=3)) for _ in range(3)) for _ in range(300)]
    expected = Globs(globs).matching(paths)
    monkeypatch.setattr(automaton, "_STATES", 3)
    monkeypatch.setattr(automaton, "_FOLDERS", 2)
    monkeypatch.setattr(automaton, "_LONG_PATH", 10)
    assert Globs(globs).matching(paths) == expected
    assert expected
    assert len(expected) < len(paths)


def test_stars_in_a_row_do_not_blow_up() -> None:
    """The classic bomb: backtracking would need longer than the test may run, for each path."""
    ready = Globs(["a*" * 90 + "b", "**/" * 60 + "b", "*a" * 90 + "b"])
    assert not ready.match("a" * 4_000)
    assert not ready.match("a/" * 30_000 + "a")
    assert ready.match("a" * 4_000 + "b")


def test_many_globs_on_many_long_paths() -> None:
    """As many globs as settings may hold, on paths made to hit them all; the test's time limit is the judge."""
    ready = Globs(["a*" * 15 + f"{i}" for i in range(500)])
    assert not any(ready.match(f"{'aa/' * 20}{'a' * 100}{i}x") for i in range(5_000))
