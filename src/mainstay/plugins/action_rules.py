"""The rules that an action keeps to, each tried on it in a process of its own, where it can change one folder and no more."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from mainstay.domain.plan import Value
from mainstay.domain.plugin import Conformance
from mainstay.domain.run import Mark, Part, Purpose, Result
from mainstay.plugins.asking import Asking, NotCalled, PluginFailed
from mainstay.plugins.description import described
from mainstay.plugins.grounds import picture
from mainstay.plugins.installed import Plugin
from mainstay.plugins.results import WrongResult, acted, foreseen
from mainstay.plugins.trying import Broken, chosen, tried
from mainstay.plugins.wire import Answer, ToldResult
from mainstay.ports.action import Occasion

_NOW = 1_700_000_000
_UNKNOWN = "no_such_parameter"
_OF_NO_TYPE: Value = {"of": {"no": ("type", 1.5, None)}}
_FOLDER = "${folder}"

Picture: TypeAlias = Mapping[str, tuple[int, int, int, bytes]]
"""What lies below a folder, as `grounds.picture` gives it."""


def action_conformance(asking: Asking, plugin: Plugin, folder: Path, only: str = "") -> Conformance:
    """Try every rule on an action, or `only` one after the first; `folder` is an empty one, which it may write to."""
    return tried(plugin, chosen(ACTION_RULES, only), _Trial(asking, plugin, folder))


@dataclass(frozen=True, slots=True)
class _Trial:
    """One action on trial."""

    asking: Asking
    plugin: Plugin
    folder: Path

    def example(self, folder: Path) -> dict[str, Value]:
        """Give the parameters that the action says it can be tried with."""
        told = msgspec.json.decode(self.asking.describe(self.plugin).example)
        return {name: _placed(value, str(folder)) for name, value in told.items()}

    def made(self, name: str) -> Path:
        """Make a folder of its own."""
        place = self.folder / name
        place.mkdir()
        return place

    def foresee(self, folder: Path, parameters: Mapping[str, Value]) -> Result:
        """Let it foresee, where it could write to the folder if it wanted."""
        answer = self._writing(folder).foresee(self.plugin, parameters, self.occasion())
        return _believed(foreseen, answer)

    def act(self, folder: Path, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Let it act, confined to the folder."""
        answer = self._writing(folder).act(self.plugin, parameters, occasion, confined=True)
        return _believed(partial(acted, occasion=occasion), answer)

    def occasion(self, number: int = 1) -> Occasion:
        """Give the occasion of a try."""
        seconds = self.asking.allowed.seconds
        return Occasion(
            "01-trial",
            "step",
            Part.DO,
            Purpose.APPLY,
            number,
            number,
            "repo:a",
            "staging",
            "",
            _NOW,
            seconds,
            _NOW,
        )

    def _writing(self, folder: Path) -> Asking:
        return replace(self.asking, allowed=replace(self.asking.allowed, writable=str(folder)))


def _placed(value: Any, folder: str) -> Value:  # noqa: ANN401  # whatever JSON can say
    if isinstance(value, str):
        return value.replace(_FOLDER, folder)
    if isinstance(value, dict):
        return {name: _placed(inner, folder) for name, inner in value.items()}
    placed: Value = tuple(_placed(inner, folder) for inner in value) if isinstance(value, list) else value
    return placed


def _believed(judge: Callable[[ToldResult], Result], answer: Answer) -> Result:
    if answer.result is None:
        raise Broken("it gives no result")
    try:
        return judge(answer.result)
    except WrongResult as error:
        raise Broken(f"its result cannot be believed: {error}") from None


def _starts(trial: _Trial) -> None:
    problem = described(trial.asking, [trial.plugin]).plugins[0].problem
    if problem:
        raise Broken(problem)


def _foresees(trial: _Trial) -> None:
    folder = trial.made("foresees")
    found = trial.foresee(folder, trial.example(folder))
    if not found.detail.strip():
        raise Broken("it does not say in words what it foresees")


def _foreseeing_changes_nothing(trial: _Trial) -> None:
    folder = trial.made("untouched")
    parameters, before = trial.example(folder), picture(folder)
    try:
        trial.foresee(folder, parameters)
    finally:
        _unchanged(folder, before, "to foresee")


def _acts(trial: _Trial) -> None:
    folder = trial.made("acts")
    parameters, occasion = trial.example(folder), trial.occasion()
    for _ in range(2):
        found = trial.act(folder, parameters, occasion)
        if found.mark is not Mark.LATER:
            return
        # Once more as after it had waited, with what it remembered.
        occasion = replace(occasion, now=max(found.wake_at, _NOW + 60), first=False, memo=found.memo)


def _same_key_twice(trial: _Trial) -> None:
    folder = trial.made("twice")
    parameters = trial.example(folder)
    first = trial.act(folder, parameters, trial.occasion())
    after_first = picture(folder)
    second = trial.act(folder, parameters, trial.occasion(2))
    if first.mark is Mark.DONE:
        if second.mark is not Mark.DONE:
            raise Broken(
                f"tried again under the same key after it was done it says {second.mark}: {second.detail}"
            )
        _unchanged(folder, after_first, "a second try under the same key", touched=True)


def _tells_whether_it_looks(trial: _Trial) -> None:
    folder = trial.made("looks")
    parameters, before = trial.example(folder), picture(folder)
    if trial.asking.describe(trial.plugin).looks:
        trial.act(folder, parameters, trial.occasion())
        _unchanged(folder, before, "an action that says it looks")


def _parameters_are_typed(trial: _Trial) -> None:
    folder = trial.made("parameters")
    example = trial.example(folder)
    known = described(trial.asking, [trial.plugin]).plugins[0].options
    for name, value in {_UNKNOWN: 1, **dict.fromkeys(known, _OF_NO_TYPE)}.items():
        try:
            trial.act(folder, {**example, name: value}, trial.occasion())
        except NotCalled:
            continue
        except PluginFailed as error:
            raise Broken(f"given nonsense as {name} it fails after it began: {error}") from None
        raise Broken(f"it takes nonsense for its parameter {name}: give it a type")


def _unchanged(folder: Path, before: Picture, what: str, *, touched: bool = False) -> None:
    """Hold a folder to how it was; what was `touched` alone, so that it holds the same, may have another time."""
    after = picture(folder)
    changed = sorted(
        name
        for name in before.keys() | after.keys()
        if _compared(before.get(name), touched=touched) != _compared(after.get(name), touched=touched)
    )
    if changed:
        raise Broken(f"{what} changes something: {', '.join(changed[:3])}")


def _compared(
    facts: tuple[int, int, int, bytes] | None, *, touched: bool
) -> tuple[int, int, int, bytes] | None:
    return facts if facts is None or not touched else (facts[0], facts[1], 0, facts[3])


ACTION_RULES: Mapping[str, tuple[str, Callable[[_Trial], None]]] = {
    "starts": ("It loads, and is an action for this version of the interface.", _starts),
    "foresees": ("It says in words what it would do, within its limits.", _foresees),
    "foresee-changes-nothing": ("To foresee changes nothing.", _foreseeing_changes_nothing),
    "acts": ("It gives a result that can be believed, within its limits, also on a later look.", _acts),
    "same-key-twice": ("Tried again under the same key it does nothing twice.", _same_key_twice),
    "looks": ("It changes nothing where it says that it looks.", _tells_whether_it_looks),
    "parameters": (
        "Its parameters have types, and others are refused before it begins.",
        _parameters_are_typed,
    ),
}
