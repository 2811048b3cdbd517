"""The reader of examples itself: a page that lies must fail."""

from pathlib import Path

import pytest

from tests.docs.examples import Example, blocks, fences, run

PAGE = """
# A page

```console
$ mainstay check  # exits 2
first line
...
last line
$ git status
anything
$ mainstay doctor | tail -n 1
```

1. In a list:
   ```console
   $ mainstay init
   written
   ```

```
$ mainstay is not run here
```
"""


def test_commands_codes_and_stated_lines_are_found() -> None:
    first, second = blocks(PAGE, "page.md")
    assert first == [
        Example("page.md:4", "mainstay check", 2, ("first line", "last line")),
        Example("page.md:4", "git status", 0, ("anything",)),
        Example("page.md:4", "mainstay doctor | tail -n 1", 0, ()),
    ]
    assert second == [Example("page.md:15", "mainstay init", 0, ("written",))]


@pytest.mark.parametrize(
    ("command", "code", "stated"),
    [
        ("printf 'a\\nb\\nc\\n'", 0, ("a", "c")),
        ("printf 'a\\nb\\n'; exit 3", 3, ("b",)),
        ("true", 0, ()),
    ],
)
def test_a_true_example_passes(tmp_path: Path, command: str, code: int, stated: tuple[str, ...]) -> None:
    run(Example("page.md:1", command, code, stated), tmp_path, tmp_path)


@pytest.mark.parametrize(
    ("command", "code", "stated"),
    [
        ("exit 1", 0, ()),
        ("true", 1, ()),
        ("echo a", 0, ("b",)),
        ("printf 'a\\nb\\n'", 0, ("b", "a")),
        ("echo longer", 0, ("long",)),
    ],
)
def test_a_false_example_fails(tmp_path: Path, command: str, code: int, stated: tuple[str, ...]) -> None:
    with pytest.raises(AssertionError, match=r"page\.md:1"):
        run(Example("page.md:1", command, code, stated), tmp_path, tmp_path)


def test_ids_and_hashes_of_a_page_stand_for_those_that_came(tmp_path: Path) -> None:
    names: dict[str, str] = {}
    made = Example(
        "p:1", "echo made 0123456789abcdef of ffffffffffff", 0, ("made aaaaaaaaaaaaaaaa of bbbbbbbbbbbb",)
    )
    run(made, tmp_path, tmp_path, names=names)
    assert names == {"a" * 16: "0123456789abcdef", "b" * 12: "f" * 12}
    told = Example(
        "p:2", "echo show aaaaaaaaaaaa, not cccccccccccc", 0, ("show 0123456789ab, not cccccccccccc",)
    )
    run(told, tmp_path, tmp_path, names=names)
    with pytest.raises(AssertionError, match="does not print"):
        run(Example("p:3", "echo 999999999999", 0, ("aaaaaaaaaaaa",)), tmp_path, tmp_path, names=names)
    with pytest.raises(AssertionError, match="does not print"):
        run(Example("p:4", "echo 99999999999", 0, ("cccccccccccc",)), tmp_path, tmp_path)


def test_who_types_a_command_is_who_runs_it(tmp_path: Path) -> None:
    assert blocks("```console\nbob$ mainstay proposals\n$ true\n```\n", "p") == [
        [Example("p:1", "mainstay proposals", 0, (), "bob"), Example("p:1", "true", 0, ())]
    ]
    rules = tmp_path / "rules.yaml"
    rules.write_text("version: 1\n")
    told = "error: the user bob is nobody who may decide"
    asked = "mainstay proposals --server-file rules.yaml"
    run(Example("p:1", asked, 2, (told,), "bob"), tmp_path, tmp_path)


def test_a_block_without_a_command_is_refused() -> None:
    with pytest.raises(AssertionError, match=r"page\.md: a console block without a command"):
        blocks("```console\nmainstay check\n```\n", "page.md")


def test_the_kind_of_each_block_is_read_and_a_list_does_not_indent_it() -> None:
    assert [(fence.kind, fence.line) for fence in fences(PAGE)] == [("console", 4), ("console", 15), ("", 20)]
    assert fences(PAGE)[1].text == "$ mainstay init\nwritten\n"
