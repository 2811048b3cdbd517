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


def test_a_block_without_a_command_is_refused() -> None:
    with pytest.raises(AssertionError, match=r"page\.md: a console block without a command"):
        blocks("```console\nmainstay check\n```\n", "page.md")


def test_the_kind_of_each_block_is_read_and_a_list_does_not_indent_it() -> None:
    assert [(fence.kind, fence.line) for fence in fences(PAGE)] == [("console", 4), ("console", 15), ("", 20)]
    assert fences(PAGE)[1].text == "$ mainstay init\nwritten\n"
