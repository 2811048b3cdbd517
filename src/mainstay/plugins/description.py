"""What each installed plugin is, as it says itself in a process of its own."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import msgspec

from mainstay.domain.diagnosis import Condition, Diagnosis
from mainstay.domain.plugin import Described, Descriptions
from mainstay.domain.topic import Topic
from mainstay.plugins.asking import Asking, PluginFailed
from mainstay.plugins.installed import Plugin
from mainstay.plugins.judging import judged
from mainstay.present.visible import visible


def described(asking: Asking, plugins: Iterable[Plugin]) -> Descriptions:
    """Ask each plugin what it is; one that does not answer properly is told with its problem."""
    return Descriptions(tuple(_described(asking, plugin) for plugin in plugins))


def diagnoses(found: Descriptions) -> tuple[Diagnosis, ...]:
    """Tell of each plugin whether it can be used; one that cannot keeps nothing else from working."""
    return tuple(
        Diagnosis(
            f"plugin {plugin.name}",
            Condition.LIMITED,
            plugin.problem,
            f"mainstay plugins check {plugin.name}, or uninstall {plugin.distribution}",
        )
        if plugin.problem
        else Diagnosis(f"plugin {plugin.name}", Condition.GOOD, f"{plugin.distribution} {plugin.version}")
        for plugin in found.plugins
    )


def topic_of(code: str, plugin: Described) -> Topic | None:
    """Give what is to be told of a plugin's code, None where the plugin has no such one."""
    if code not in plugin.codes:
        return None
    about = f"The plugin {plugin.name} ({visible(plugin.distribution, 80)} {visible(plugin.version, 40)}) tells it."
    how = f"Its findings cost no score points and have no price; set one aside with a comment: mainstay: ignore[{code}] reason."
    return Topic(code, "Findings", code, plugin.codes[code], (about, how))


def _described(asking: Asking, plugin: Plugin) -> Described:
    plain = Described(plugin.name, plugin.version, plugin.distribution, kind=plugin.kind)
    try:
        answer = asking.describe(plugin)
    except PluginFailed as error:
        return replace(plain, problem=str(error))
    told = judged(plugin.name, answer, ())
    return replace(
        plain,
        api=answer.api,
        codes=told.codes,
        options=_options(answer.options),
        problem="; ".join(told.refused),
        looks=answer.looks,
    )


def _options(schema: msgspec.Raw) -> dict[str, Any]:
    """Take the options out of the JSON Schema of their class."""
    try:
        read = msgspec.json.decode(schema)
        (one,) = [each for each in read["$defs"].values() if "properties" in each]
        return dict(one["properties"])
    except (msgspec.DecodeError, KeyError, TypeError, AttributeError, ValueError, RecursionError):
        return {}
