"""Reads the files with declared actions that the operator's file names."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from mainstay.adapters.operator_file import read_own
from mainstay.config import plain_yaml
from mainstay.config.declared.reading import declared_of, together
from mainstay.domain.declared_action import DeclaredAction
from mainstay.present.visible import visible

_MEND = "make it, or take it out of `declared` in the operator's file"


def declared_actions(operator_file: Path | None, paths: Sequence[str]) -> Mapping[str, DeclaredAction]:
    """Give the actions by their names; the `paths` count from the folder of the operator's file.

    Raises UsageError, ConfigurationError or RunFailed for a file that is not there, wrong, or not to be read, and for one that
    others could write: what it says is carried out.
    """
    files: list[tuple[str, Sequence[DeclaredAction]]] = []
    if operator_file is None:
        return {}
    for text in paths:
        path = operator_file.parent / text
        where = visible(str(path), 300)
        data = read_own(path, plain_yaml.LARGEST, "a file with declared actions", _MEND)
        files.append((where, declared_of(data, where)))
    return together(files)
