"""Contracts about imports as repositories declare them for import-linter, read as text; nothing is run.

The files and their order are those of import-linter (docs "Top level configuration"): in one folder `setup.cfg`, then
`.importlinter`, then `pyproject.toml`; the first that speaks of it counts.
"""

import configparser
from collections.abc import Mapping
from dataclasses import dataclass, field

from mainstay.analysis.usage.declared_text import cfg_of, toml_of

FILES = ("setup.cfg", ".importlinter", "pyproject.toml")
_SECTION = "importlinter"
_LARGEST = 1 << 20
_MOST_FOLDERS = 100
_MOST_CONTRACTS = 500
_MOST_ROWS = 5_000
_MOST_ROWS_IN_ALL = 100_000
_LONGEST = 2_000
_TOO_MANY_ROWS = f"the repository's contracts have more than {_MOST_ROWS_IN_ALL:,} rows together"
_TOO_MANY = f"it declares more than {_MOST_CONTRACTS} contracts"

Options = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Declared:
    """One contract as it stands there: its options as rows of text; `damaged` names those that are no text."""

    name: str
    kind: str
    options: Options
    damaged: tuple[str, ...] = ()


@dataclass(slots=True)
class Declaration:
    """What one file declares for import-linter; `reason` says why it cannot be read."""

    path: str
    roots: list[str] = field(default_factory=list)
    external: bool = False
    without_types: bool = False
    contracts: list[Declared] = field(default_factory=list)
    reason: str = ""


def declares_contracts(path: str) -> bool:
    """Tell whether a file may declare contracts, and is not read for dependencies anyhow."""
    return path.rpartition("/")[2] == ".importlinter"


def declared_contracts(texts: Mapping[str, bytes]) -> list[Declaration]:
    """Read the contracts that files declare, by path, the root's first; one declaration a folder.

    Declarations beyond the bounds on files and rows hold a `reason` instead of contracts.
    """
    folders = {path.rpartition("/")[0] for path in texts if path.rpartition("/")[2] in FILES}
    found: list[Declaration] = []
    left = _MOST_ROWS_IN_ALL
    for folder in sorted(folders, key=lambda folder: (folder.count("/") + bool(folder), folder)):
        for name in FILES:
            path = f"{folder}/{name}" if folder else name
            # Most files speak of something else, and parsing takes much longer than looking.
            if _SECTION.encode() not in texts.get(path, b""):
                continue
            if len(found) == _MOST_FOLDERS:
                found.append(
                    Declaration(path, reason=f"contracts stand in more than {_MOST_FOLDERS} folders")
                )
                return found
            one = _read(path, texts[path])
            if one is not None:
                left -= _rows(one)
                found.append(one if left >= 0 else Declaration(path, reason=_TOO_MANY_ROWS))
                break
    return found


def _rows(declaration: Declaration) -> int:
    return sum(1 + sum(map(len, one.options.values())) for one in declaration.contracts)


def _read(path: str, content: bytes) -> Declaration | None:
    if len(content) > _LARGEST:
        return Declaration(path, reason="the file is too large")
    text = content.decode("utf-8", "replace")
    return _of_toml(path, text) if path.endswith(".toml") else _of_cfg(path, text)


def _of_toml(path: str, text: str) -> Declaration | None:
    data = toml_of(text)
    if data is None:
        return Declaration(path, reason="the file is no TOML that can be read")
    tool = data.get("tool")
    session = tool.get(_SECTION) if isinstance(tool, dict) else None
    if not isinstance(session, dict) or not session:
        return None
    contracts = session.pop("contracts", [])
    listed = contracts if isinstance(contracts, list) else []
    if len(listed) > _MOST_CONTRACTS:
        return Declaration(path, reason=_TOO_MANY)
    declaration = _declaration(path, _options(session)[0])
    for one in listed:
        if isinstance(one, dict):
            _add(declaration, one)
    return declaration


def _of_cfg(path: str, text: str) -> Declaration | None:
    parser = cfg_of(text)
    if parser is None:
        return Declaration(path, reason="the file is no configuration that can be read")
    if not parser.has_section(_SECTION):
        return None
    sections = [name for name in parser.sections() if name.startswith(f"{_SECTION}:")]
    if len(sections) > _MOST_CONTRACTS:
        return Declaration(path, reason=_TOO_MANY)
    declaration = _declaration(path, _options(_split(parser, _SECTION))[0])
    for name in sections:
        _add(declaration, {"id": name.rpartition(":")[2], **_split(parser, name)})
    return declaration


def _split(parser: configparser.RawConfigParser, section: str) -> dict[str, object]:
    return {
        key: value.strip().split("\n") if "\n" in (value or "") else value or ""
        for key, value in parser.items(section)
    }


def _declaration(path: str, session: Options) -> Declaration:
    roots = session.get("root_packages") or session.get("root_package") or []
    return Declaration(
        path,
        roots=roots[:_MOST_CONTRACTS],
        external=_is_true(session.get("include_external_packages")),
        without_types=_is_true(session.get("exclude_type_checking_imports")),
        reason="" if roots else "it names no root package",
    )


def _is_true(rows: list[str] | None) -> bool:
    return rows in (["True"], ["true"])


def _add(declaration: Declaration, table: Mapping[str, object]) -> None:
    options, damaged = _options(table)
    name = " ".join(options.pop("name", options.get("id", ["a contract"])))
    kind = " ".join(options.pop("type", ["none"]))
    options.pop("id", None)
    declaration.contracts.append(Declared(name[:_LONGEST], kind[:_LONGEST], options, damaged))


def _options(table: Mapping[str, object]) -> tuple[Options, tuple[str, ...]]:
    """Give the options as rows of text, blank ones left out, and the names of those that are neither text nor a list."""
    options: Options = {}
    damaged: list[str] = []
    for name, value in table.items():
        rows = value if isinstance(value, list) else [value]
        if len(rows) > _MOST_ROWS or not all(isinstance(row, str | int) for row in rows):
            damaged.append(name)
            continue
        texts = [str(row).strip() for row in rows]
        options[name] = [row for row in texts if row and len(row) <= _LONGEST]
        if any(len(row) > _LONGEST for row in texts):
            damaged.append(name)
    return options, tuple(damaged)
