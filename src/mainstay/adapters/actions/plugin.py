"""An action of an installed plugin, each time in a process of its own; whatever it does is a result."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from msgspec.structs import replace as replace_fields

from mainstay.adapters.actions.told import sentence
from mainstay.analysis.scrubbing.scrubber import Scrubber
from mainstay.domain.errors import MainstayError
from mainstay.domain.plan import Value
from mainstay.domain.run import Mark, Result
from mainstay.domain.secret import Secret
from mainstay.plugins.asking import Asking, NotCalled, PluginFailed
from mainstay.plugins.installed import Plugin
from mainstay.plugins.results import WrongResult, acted, foreseen
from mainstay.plugins.wire import ToldResult
from mainstay.ports.action import Occasion
from mainstay.ports.secrets import Secrets
from mainstay.present.visible import ELLIPSIS

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
        return self._acted(revealed, occasion, Scrubber(known))

    def _acted(self, parameters: Mapping[str, Value], occasion: Occasion, scrubber: Scrubber) -> Result:
        try:
            answer = self._within(occasion).act(self._plugin, parameters, occasion)
            if answer.result is None:
                return self._unknown("it told nothing")
            # Before anything is cut off: what is left of a secret could not be known again.
            return acted(_scrubbed(answer.result, scrubber), occasion)
        except NotCalled as failure:
            return self._not_begun(_without_end(str(failure), scrubber))
        except (PluginFailed, WrongResult) as failure:
            why = _without_end(str(failure), scrubber)
            return self._unknown("it was stopped" if occasion.stopped() else why)

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
        return Result(Mark.NOT_BEGUN, sentence(f"the plugin {self.name}: {why}"))

    def _unknown(self, why: str) -> Result:
        return Result(Mark.UNKNOWN, sentence(f"the plugin {self.name}: {why}"))


def _scrubbed(told: ToldResult, scrubber: Scrubber) -> ToldResult:
    return replace_fields(
        told,
        detail=scrubber.scrub(told.detail),
        output=scrubber.scrub(told.output),
        memo=_clean(told.memo, scrubber),
        waits_for=scrubber.scrub(told.waits_for),
        mark=scrubber.scrub(told.mark),
    )


def _clean(value: Any, scrubber: Scrubber) -> Any:  # noqa: ANN401  # any plain value in, the same out
    if isinstance(value, str):
        return scrubber.scrub(value)
    if isinstance(value, dict):
        return {scrubber.scrub(name): _clean(inner, scrubber) for name, inner in value.items()}
    return [_clean(inner, scrubber) for inner in value] if isinstance(value, list) else value


def _without_end(text: str, scrubber: Scrubber) -> str:
    """Give a text that was cut off somewhere, without an end that could be the beginning of a secret."""
    return scrubber.begin().feed(text.rstrip(ELLIPSIS))
