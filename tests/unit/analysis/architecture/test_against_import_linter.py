"""What import-linter itself says of made-up packages and contracts is what is said here."""

import sys
from collections.abc import Mapping, Sequence
from copy import deepcopy
from itertools import count
from pathlib import Path
from typing import Any

import grimp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from importlinter.configuration import configure
from importlinter.contracts.acyclic_siblings import AcyclicSiblingsContract
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.independence import IndependenceContract
from importlinter.contracts.layers import LayersContract
from importlinter.contracts.protected import ProtectedContract
from importlinter.domain.contract import InvalidContractOptions
from importlinter.domain.helpers import MissingImport

from mainstay.config.sample import toml_value
from mainstay.domain.architecture import Architecture, Verdict
from tests.unit.analysis.architecture.made import judged

configure()

KINDS = {
    "acyclic_siblings": AcyclicSiblingsContract,
    "forbidden": ForbiddenContract,
    "independence": IndependenceContract,
    "layers": LayersContract,
    "protected": ProtectedContract,
}
# `PKG` stands for the root package, whose name is another one each time.
MODULES = [
    "PKG",
    "PKG.a",
    "PKG.a.x",
    "PKG.a.y",
    "PKG.b",
    "PKG.b.x",
    "PKG.c",
    "PKG.c.x",
    "PKG.c.x.z",
    "PKG.free",
    "PKG.d",
]
PACKAGES = {"PKG", "PKG.a", "PKG.b", "PKG.c", "PKG.c.x"}
NUMBERS = count()

modules = st.sampled_from(MODULES)
expressions = st.sampled_from([*MODULES, "PKG.*", "PKG.*.x", "PKG.c.**", "PKG.**", "PKG.none", "PKG.none.*"])
statements = st.one_of(
    st.tuples(modules, st.sampled_from(MODULES[1:]).map("import {}".format)),
    st.tuples(modules, st.sampled_from(MODULES[1:]).map("import {}.name".format)),
    st.tuples(modules, modules.map("from {} import name".format)),
    st.tuples(modules, modules.map("from {} import x, free".format)),
    # Dots that lead out of the package are an error in Python, on which grimp ends.
    st.tuples(
        st.sampled_from([one for one in MODULES if one.count(".") == 1]), st.sampled_from(["from . import x"])
    ),
    st.tuples(
        st.sampled_from(["PKG", "PKG.a", "PKG.c"]), st.sampled_from(["from .x import z", "from . import x"])
    ),
    st.tuples(
        st.sampled_from(["PKG.a.x", "PKG.b.x"]), st.sampled_from(["from .. import b", "from ..a import y"])
    ),
    st.tuples(st.just("PKG.c.x.z"), st.sampled_from(["from ... import d", "from ...a.x import name"])),
    st.tuples(modules, modules.map("def f():\n    from {} import *".format)),
    st.tuples(modules, modules.map("if TYPE_CHECKING:\n    import {}".format)),
    st.tuples(modules, st.sampled_from(["import json", "import xml.dom", "from json import decoder"])),
)
layer = st.lists(st.sampled_from("a b c d free (none) none (b) a.x x".split()), min_size=1, max_size=3)
ignored = st.lists(st.tuples(expressions, expressions).map(" -> ".join), max_size=2)
alert = st.sampled_from(["none", "warn", "error"])
flags = st.booleans()


def _maybe(name: str, values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.one_of(st.just({}), values.map(lambda value: {name: value}))


def _of(*parts: st.SearchStrategy[dict[str, Any]], kind: str) -> st.SearchStrategy[dict[str, Any]]:
    shared = (_maybe("ignore_imports", ignored), _maybe("unmatched_ignore_imports_alerting", alert))
    every = st.tuples(*parts, *shared)
    return every.map(lambda found: {"type": kind, **{k: v for part in found for k, v in part.items()}})


def _some(name: str, values: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    return st.lists(values, min_size=1, max_size=3).map(lambda value: {name: value})


layers_ = st.lists(
    st.tuples(layer, st.sampled_from([" | ", " : "])).map(lambda pair: pair[1].join(pair[0])),
    min_size=1,
    max_size=4,
)
contracts = st.one_of(
    _of(
        st.tuples(layers_, st.sampled_from([[], ["PKG"], ["PKG", "PKG.c"], ["PKG.*"], ["PKG.none"]])).map(
            lambda pair: (
                {
                    "layers": [
                        f"PKG.{one}"
                        if not pair[1] and "|" not in one and ":" not in one and "(" not in one
                        else one
                        for one in pair[0]
                    ]
                }
                | ({"containers": pair[1]} if pair[1] else {})
            )
        ),
        _maybe("exhaustive", flags),
        _maybe("exhaustive_ignores", st.just(["free"])),
        kind="layers",
    ),
    _of(
        _some("source_modules", expressions),
        _some("forbidden_modules", st.one_of(expressions, st.sampled_from(["json", "xml", "xml.dom"]))),
        _maybe("allow_indirect_imports", flags),
        _maybe("as_packages", flags),
        kind="forbidden",
    ),
    _of(_some("modules", expressions), kind="independence"),
    _of(
        _some("protected_modules", expressions),
        _some("allowed_importers", expressions),
        _maybe("as_packages", flags),
        kind="protected",
    ),
    _of(
        _some("ancestors", expressions),
        _maybe("depth", st.integers(0, 3)),
        _maybe("skip_descendants", st.just(["PKG.c"])),
        kind="acyclic_siblings",
    ),
)
sessions = st.fixed_dictionaries(
    {}, optional={"include_external_packages": flags, "exclude_type_checking_imports": flags}
)


def _named(value: Any, package: str) -> Any:
    if isinstance(value, str):
        return value.replace("PKG", package)
    if isinstance(value, list):
        return [_named(one, package) for one in value]
    return {key: _named(one, package) for key, one in value.items()} if isinstance(value, dict) else value


def _files(package: str, imports: Sequence[tuple[str, str]]) -> dict[str, str]:
    files = {}
    for module in MODULES:
        rows = [statement for importer, statement in imports if importer == module]
        place = module.replace(".", "/") + ("/__init__.py" if module in PACKAGES else ".py")
        files[place.replace("PKG", package)] = "".join(f"{row}\n" for row in _named(rows, package))
    return files


def _theirs(
    folder: Path,
    package: str,
    files: Mapping[str, str],
    session: Mapping[str, bool],
    asked: Sequence[Mapping[str, Any]],
) -> list[str]:
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    sys.path.insert(0, str(folder))
    try:
        graph = grimp.build_graph(package, cache_dir=None, **session)
    finally:
        sys.path.remove(str(folder))
    options = {"root_packages": [package], **{key: str(value) for key, value in session.items()}}
    told = []
    for contract in asked:
        given_ = {
            key: str(value) if isinstance(value, bool | int) else value for key, value in contract.items()
        }
        try:
            made = KINDS[contract["type"]]("it", options, given_)
            told.append("kept" if made.check(deepcopy(graph), verbose=False).kept else "broken")
        except (InvalidContractOptions, MissingImport, ValueError, grimp.exceptions.GrimpException):
            told.append("not judged")
    return told


def _ours(
    package: str, files: Mapping[str, str], session: Mapping[str, bool], asked: Sequence[Mapping[str, Any]]
) -> Architecture:
    text = "[tool.importlinter]\n" + f'root_package = "{package}"\n'
    text += "".join(f"{key} = {str(value).lower()}\n" for key, value in session.items())
    for number, contract in enumerate(asked):
        text += f'\n[[tool.importlinter.contracts]]\nname = "{number}"\n'
        for key, value in contract.items():
            text += f"{key} = {str(value).lower() if isinstance(value, bool) else toml_value(value)}\n"
    return judged(files, {"pyproject.toml": text})


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(statements, max_size=12), sessions, st.lists(contracts, min_size=1, max_size=4))
def test_the_verdict_is_that_of_import_linter(tmp_path_factory, imports, session, asked) -> None:
    package = f"made_up_{next(NUMBERS)}"
    files, contracts_ = _files(package, imports), _named(asked, package)
    theirs = _theirs(tmp_path_factory.mktemp("made"), package, files, session, contracts_)
    ours = _ours(package, files, session, contracts_)
    assert [one.verdict.value for one in ours.contracts] == theirs, [one.reason for one in ours.contracts]
    broken = {one.name for one in ours.contracts if one.verdict is Verdict.BROKEN}
    assert {one.contract for one in ours.violations} == broken
    for violation in ours.violations:
        lines = files[violation.path].split("\n")
        if violation.chain:
            assert "import" in lines[violation.line - 1]
