"""Names of coverage data led to the repository's files."""

from mainstay.analysis.coverage.leading import led

PATHS = frozenset({"src/app/m.py", "src/app/n.py", "a/x.py", "b/x.py", "web/src/i.ts", "src/i.ts"})


def test_a_folder_more_or_less_does_no_harm() -> None:
    found = led(["/home/me/src/app/m.py", "app/n.py", "x.py", "gone.py"], PATHS)
    assert found.paths == {"/home/me/src/app/m.py": "src/app/m.py", "app/n.py": "src/app/n.py"}
    assert (found.unknown, found.unclear) == (("gone.py",), ("x.py",))


def test_windows() -> None:
    assert led(["C:\\ci\\src\\app\\m.py", ".\\src\\app\\n.py"], PATHS).paths == {
        "C:\\ci\\src\\app\\m.py": "src/app/m.py",
        ".\\src\\app\\n.py": "src/app/n.py",
    }


def test_roots_tell_which_of_two() -> None:
    assert led(["x.py"], PATHS, ["/app/b"]).paths == {"x.py": "b/x.py"}
    assert led(["x.py"], PATHS, ["C:\\app\\a\\"]).paths == {"x.py": "a/x.py"}


def test_the_clear_names_tell_of_the_others() -> None:
    # In a container all lies below /app: src/i.ts is that of the root, and not the end of web/src/i.ts.
    found = led(["/app/src/app/m.py", "/app/src/i.ts", "/app/web/src/i.ts"], PATHS)
    assert found.paths["/app/src/i.ts"] == "src/i.ts"
    assert found.paths["/app/web/src/i.ts"] == "web/src/i.ts"
    assert led(["app/m.py", "app/n.py"], PATHS | {"lib/app/n.py"}).paths["app/n.py"] == "src/app/n.py"


def test_where_nothing_tells_it_is_left() -> None:
    found = led(["/x/a/m.py"], frozenset({"a/m.py", "m.py"}))
    assert found.unclear == ("/x/a/m.py",)
