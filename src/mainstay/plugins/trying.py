"""Trying a plugin by rules, one after the other, and what came of it."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from mainstay.domain.plugin import Conformance, Verdict
from mainstay.plugins.asking import PluginFailed
from mainstay.plugins.installed import Plugin

_Trial = TypeVar("_Trial")
_Rule = TypeVar("_Rule")


class Broken(Exception):
    """A rule is broken; says how."""


def chosen(rules: Mapping[str, _Rule], only: str) -> Mapping[str, _Rule]:
    """Give the first rule, on which all others stand, and `only` the one named; all where none is."""
    first = next(iter(rules))
    return {name: rules[name] for name in dict.fromkeys((first, only))} if only else rules


def tried(
    plugin: Plugin, rules: Mapping[str, tuple[str, Callable[[_Trial], None]]], trial: _Trial
) -> Conformance:
    """Try every rule on a plugin; where it does not keep to the first, none of the others is tried."""
    verdicts: list[Verdict] = []
    for rule, (about, keep) in rules.items():
        if verdicts and not verdicts[0].kept:
            verdicts.append(Verdict(rule, about, kept=False, text="not tried, for it does not start"))
            continue
        try:
            keep(trial)
        except (PluginFailed, Broken) as error:
            verdicts.append(Verdict(rule, about, kept=False, text=str(error)))
        else:
            verdicts.append(Verdict(rule, about, kept=True))
    kept = all(verdict.kept for verdict in verdicts)
    return Conformance(plugin.name, plugin.distribution, plugin.version, kept, tuple(verdicts))
