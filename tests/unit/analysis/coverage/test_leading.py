"""Names of coverage data led to the repository's files."""

import tracemalloc

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


def test_roots_make_names_no_longer_than_they_may_be() -> None:
    root, name = "/r" * 400, "n/" * 150 + "b/x.py"
    assert led([name], PATHS, [root]).paths == {name: "b/x.py"}
    # With the root before it the name is beyond what is looked at, and stands by itself.
    assert led(["x.py"], PATHS, ["/" + "r" * 998 + "/b"]).unclear == ("x.py",)
    tracemalloc.start()
    led(
        [f"{number:06}/" + "n" * 900 for number in range(2_000)],
        PATHS,
        ["/" + str(n) * 900 for n in range(5)],
    )
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 8 << 20
