"""Which plugins the operator chose for a run, and the options that they are given."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mainstay.domain.errors import UsageError
from mainstay.plugins.installed import Plugin
from mainstay.present.visible import visible

_FORM = 'such as --plugin-option license-headers.line="SPDX-License-Identifier"'


@dataclass(frozen=True, slots=True)
class Chosen:
    """A plugin that is to run, and its options."""

    plugin: Plugin
    options: Mapping[str, Any] = field(default_factory=dict)


def chosen(names: Sequence[str], options: Sequence[str], there: Sequence[Plugin]) -> tuple[Chosen, ...]:
    """Choose plugins by name, once each, with options written NAME.FIELD=VALUE, the value as in TOML or else a text.

    Raises UsageError for a plugin that is not installed, and for an option that is none or of a plugin not chosen.
    """
    by_name = {plugin.name: plugin for plugin in there}
    given: dict[str, dict[str, Any]] = {name: {} for name in names}
    for name in given:
        if name not in by_name:
            raise _not_there(name, list(by_name))
    for option in options:
        place, equals, value = option.partition("=")
        name, dot, key = place.partition(".")
        if not (equals and dot and key):
            raise UsageError(
                f"{visible(option, 80)} is no option of a plugin", where="--plugin-option", mend=_FORM
            )
        if name not in given:
            raise UsageError(
                f"the plugin {visible(name, 40)} does not run, so that it takes no option",
                where="--plugin-option",
                mend=f"choose it too: --plugin {visible(name, 40)}",
            )
        given[name][key] = _value(value)
    return tuple(Chosen(by_name[name], given[name]) for name in given)


def _value(written: str) -> Any:  # noqa: ANN401  # whatever TOML knows
    try:
        read = tomllib.loads(f"value = {written}")
    except (tomllib.TOMLDecodeError, RecursionError):
        return written
    return read["value"] if read.keys() == {"value"} else written


def _not_there(name: str, there: list[str]) -> UsageError:
    mend = "install it where Mainstay is installed, then: mainstay plugins"
    if there:
        mend = f"installed are {visible(', '.join(there), 200)}"
    return UsageError(f"there is no plugin {visible(name, 80)}", where="--plugin", mend=mend)
