"""Kinds of action that plugins bring: those alone that the operator's file names under `actions`."""

from collections.abc import Collection

from mainstay.adapters.actions.plugin import PluginAction
from mainstay.adapters.processes.local import LocalProcesses
from mainstay.domain.action_kinds import KINDS
from mainstay.plugins.asking import Asking
from mainstay.plugins.description import described
from mainstay.plugins.installed import ACTION, installed, places
from mainstay.ports.secrets import Secrets


def plugin_actions(named: Collection[str], secrets: Secrets) -> tuple[PluginAction, ...]:
    """Give the actions of installed plugins that are named; one that cannot be used is left out, and plans are told so."""
    wanted = set(named) - KINDS
    if not wanted:
        return ()
    asking = Asking(LocalProcesses())
    found = [plugin for plugin in installed(places(), ACTION) if plugin.name in wanted and not plugin.wrong]
    told = {one.name: one for one in described(asking, found).plugins if not one.problem}
    return tuple(
        PluginAction(plugin, asking, secrets, looks=told[plugin.name].looks)
        for plugin in found
        if plugin.name in told
    )
