"""Which file a test stands in."""

import pytest

from mainstay.analysis.test_runs.standing import Standing

STANDING = Standing(
    [
        "tests/unit/test_m.py",
        "app/src/test/java/com/x/FooTest.java",
        "a/same.py",
        "b/same.py",
        "web/i.test.ts",
        "README",
    ]
)


@pytest.mark.parametrize(
    ("name", "file", "path"),
    [
        ("tests.unit.test_m.TestA::test_b", "", "tests/unit/test_m.py"),
        ("com.x.FooTest::works", "", "app/src/test/java/com/x/FooTest.java"),
        ("com.x.FooTest$Inner::works", "", "app/src/test/java/com/x/FooTest.java"),
        ("suite::works", "/ci/web/i.test.ts", "web/i.test.ts"),
        ("suite::works", "C:\\ci\\web\\i.test.ts", "web/i.test.ts"),
        ("same::works", "", ""),
        ("gone.place::works", "", ""),
        ("", "", ""),
    ],
)
def test_files(name: str, file: str, path: str) -> None:
    assert STANDING.of(name, file) == path
