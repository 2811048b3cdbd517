"""An action of an installed plugin, each time in a process of its own; whatever it does is a result."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from mainstay.analysis.scrubbing.scrubber import Scrubber
from mainstay.domain.errors import MainstayError
from mainstay.domain.plan import Value
from mainstay.domain.run import LONGEST_DETAIL, Mark, Result
from mainstay.domain.secret import Secret
from mainstay.plugins.asking import Asking, NotCalled, PluginFailed
from mainstay.plugins.installed import Plugin
from mainstay.plugins.results import WrongResult, acted, foreseen
from mainstay.ports.action import Occasion
from mainstay.ports.secrets import Secrets
from mainstay.present.visible import visible

_REFERENCE = re.compile(r"(?:env|file):\S.*")
# What the plugin's process takes to begin and to be ended is not its own time.
_MARGIN, _LEAST = 0.5, 0.5


class PluginAction:
    """The action of a `plugin`, asked by `asking`; `looks` is what the plugin says of itself."""

    def __init__(self, plugin: Plugin, asking: Asking, secrets: Secrets, *, looks: bool) -> None:
        """Know how to ask it, and where the secrets are that parameters name."""
        self._plugin = plugin
        self._asking = asking
        self._secrets = secrets
        self._looks = looks

    @property
    def name(self) -> str:
        """What plans call it."""
        return self._plugin.name

    @property
    def looks(self) -> bool:
        """Whether it says that it changes nothing."""
        return self._looks

    def foresee(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Ask it what it would do, where it can change nothing and sees no secret."""
        try:
            answer = self._within(occasion).foresee(self._plugin, parameters, occasion)
            if answer.result is None:
                return self._unknown("it foresees nothing")
            return foreseen(answer.result)
        except NotCalled as failure:
            return self._not_begun(str(failure))
        except (PluginFailed, WrongResult) as failure:
            return self._unknown(str(failure))

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Let it act, with the secrets that its parameters name."""
        if occasion.stopped():
            return self._not_begun("it was stopped before it began")
        known: list[Secret] = []
        try:
            revealed = {name: self._revealed(inner, known) for name, inner in parameters.items()}
        except MainstayError as failure:
            return self._not_begun(f"{failure.what} ({failure.where})")
        return _scrubbed(self._acted(revealed, occasion), Scrubber(known))

    def _acted(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        try:
            answer = self._within(occasion).act(self._plugin, parameters, occasion)
            if answer.result is None:
                return self._unknown("it told nothing")
            return acted(answer.result, occasion)
        except NotCalled as failure:
            return self._not_begun(str(failure))
        except (PluginFailed, WrongResult) as failure:
            return self._unknown("it was stopped" if occasion.stopped() else str(failure))

    def _within(self, occasion: Occasion) -> Asking:
        seconds = max(occasion.seconds - _MARGIN, _LEAST)
        return replace(self._asking, allowed=replace(self._asking.allowed, seconds=seconds))

    def _revealed(self, value: Value, known: list[Secret]) -> Value:
        if isinstance(value, str) and _REFERENCE.fullmatch(value):
            known.append(self._secrets.look_up(value))
            return known[-1].reveal()
        if isinstance(value, Mapping):
            return {name: self._revealed(inner, known) for name, inner in value.items()}
        return tuple(self._revealed(inner, known) for inner in value) if isinstance(value, tuple) else value

    def _not_begun(self, why: str) -> Result:
        return Result(Mark.NOT_BEGUN, visible(f"the plugin {self.name}: {why}", LONGEST_DETAIL))

    def _unknown(self, why: str) -> Result:
        return Result(Mark.UNKNOWN, visible(f"the plugin {self.name}: {why}", LONGEST_DETAIL))


def _scrubbed(result: Result, scrubber: Scrubber) -> Result:
    memo = dict(_members(result.memo, scrubber))
    return replace(
        result, detail=scrubber.scrub(result.detail), output=scrubber.scrub(result.output), memo=memo
    )


def _members(table: Mapping[str, Value], scrubber: Scrubber) -> Iterator[tuple[str, Value]]:
    for name, value in table.items():
        yield scrubber.scrub(name), _clean(value, scrubber)


def _clean(value: Value, scrubber: Scrubber) -> Value:
    if isinstance(value, str):
        return scrubber.scrub(value)
    if isinstance(value, Mapping):
        return dict(_members(value, scrubber))
    return tuple(_clean(inner, scrubber) for inner in value) if isinstance(value, tuple) else value
