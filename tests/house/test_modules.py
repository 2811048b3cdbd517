"""The house rules that no linter knows."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.sources import PROGRAM, ROOT, modules

BANNED = {"base", "common", "core", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}
LONGEST = 400
# `main` sees to Ctrl-C before it loads the rest; the wiring loads what a port is bound to.
MAY_IMPORT_LATE = {
    "src/mainstay/cli/main.py",
    "src/mainstay/wiring/__init__.py",
    "src/mainstay/wiring/code_checking.py",
    "src/mainstay/wiring/gathering.py",
    "src/mainstay/wiring/run_keeping.py",
}

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def public(body: list[ast.stmt], within: str = "") -> Iterator[tuple[str, Definition]]:
    """Name the public functions, classes and methods of a body."""
    for node in body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield f"{within}{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body, f"{node.name}.")


def overloaded(node: Definition) -> bool:
    names = {ast.unparse(decorator) for decorator in node.decorator_list}
    return bool(names & {"overload", "typing.overload"}) or any(
        name.endswith((".setter", ".deleter")) for name in names
    )


def test_there_is_something_to_check() -> None:
    assert len(modules()) > 20


def test_no_module_is_longer_than_400_lines() -> None:
    assert {
        module.path: module.text.count("\n") for module in modules() if module.text.count("\n") > LONGEST
    } == {}


def test_every_module_opens_with_a_sentence() -> None:
    openings = {
        module.path: (ast.get_docstring(module.tree) or "").partition("\n")[0] for module in modules()
    }
    assert [path for path, sentence in openings.items() if not sentence.endswith((".", "?"))] == []


def test_every_public_name_says_what_it_is_for() -> None:
    silent = [
        f"{module.path}: {name}"
        for module in modules()
        for name, node in public(module.tree.body)
        if not ast.get_docstring(node) and not overloaded(node)
    ]
    assert silent == []


def test_folders_and_modules_have_names_of_their_field() -> None:
    names = {
        part for path in PROGRAM.rglob("*.py") for part in path.relative_to(PROGRAM).with_suffix("").parts
    }
    assert names & BANNED == set()


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.path)
def test_imports_stand_at_the_top(module) -> None:
    functions = [
        node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    late = [
        node.lineno
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert late == [] or module.path in MAY_IMPORT_LATE


def test_the_tests_mirror_the_program() -> None:
    mirrored = ROOT / "tests" / "unit"
    strays = [
        folder.relative_to(mirrored).as_posix()
        for folder in mirrored.rglob("*")
        if folder.is_dir()
        and folder.name != "__pycache__"
        and not is_mirrored(folder.relative_to(mirrored).as_posix())
    ]
    assert strays == []


def is_mirrored(name: str) -> bool:
    return (PROGRAM / name).is_dir() or (PROGRAM / f"{name}.py").is_file()
