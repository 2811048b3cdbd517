"""The rules that a collector keeps to, each tried on it in a process of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mainstay.domain.plugin import Conformance, Described
from mainstay.plugins import grounds
from mainstay.plugins.asking import Allowed, Asking, PluginFailed
from mainstay.plugins.description import described
from mainstay.plugins.grounds import Ground, picture
from mainstay.plugins.installed import Plugin
from mainstay.plugins.judging import judged
from mainstay.plugins.trying import Broken, chosen, tried
from mainstay.plugins.wire import Answer

ALLOWED = Allowed(seconds=20.0, memory=320 << 20)
"""What a plugin may use on each of the small work trees that it is tried on."""
_UNKNOWN = "no-such-option"
_OF_NO_TYPE = {"of": {"no": ["type", 1.5, None]}}
_REFUSED = "option"


def conformance(asking: Asking, plugin: Plugin, folder: Path, only: str = "") -> Conformance:
    """Try every rule on a collector, or `only` one after the first; `folder` is an empty one for the work trees."""
    return tried(plugin, chosen(RULES, only), _Trial(asking, plugin, folder))


@dataclass(frozen=True, slots=True)
class _Trial:
    """One plugin on trial."""

    asking: Asking
    plugin: Plugin
    folder: Path

    def on(self, ground: Ground, *, seed: int = 0, **options: Any) -> Answer:  # noqa: ANN401  # any option
        """Ask it of a work tree, which it may write to as far as the system is concerned."""
        allowed = replace(self.asking.allowed, seed=seed, writable=str(ground.root))
        return replace(self.asking, allowed=allowed).collect(
            self.plugin, str(ground.root), ground.files, options
        )

    def usable(self, ground: Ground) -> Answer:
        """Ask it of a work tree, and hold it to telling nothing that would be left out."""
        answer = self.on(ground)
        told = judged(self.plugin.name, answer, frozenset(file.path for file in ground.files))
        if told.refused:
            raise Broken(f"{len(told.refused)} of what it tells cannot be used, first {told.refused[0]}")
        if answer.more:
            raise Broken("it tells more than a report holds")
        return answer

    def made(self, name: str, make: Callable[[Path], Ground]) -> Ground:
        """Make a work tree of its own."""
        root = self.folder / name
        root.mkdir()
        return make(root)

    def described(self) -> Described:
        """Ask it what it is."""
        return described(self.asking, [self.plugin]).plugins[0]


def _starts(trial: _Trial) -> None:
    problem = trial.described().problem
    if problem:
        raise Broken(problem)


def _answers(trial: _Trial) -> None:
    trial.usable(trial.made("usual", grounds.usual))


def _same_twice(trial: _Trial) -> None:
    ground = trial.made("twice", grounds.usual)
    first, second = (trial.on(ground, seed=seed) for seed in (1, 2))
    if (first.findings, first.figures) != (second.findings, second.figures):
        raise Broken(
            "asked twice of the same files it tells two things; sort what comes out of a set, use no clock"
        )


def _writes_nothing(trial: _Trial) -> None:
    ground = trial.made("untouched", grounds.usual)
    before = picture(ground.root)
    try:
        trial.on(ground)
    finally:
        after = picture(ground.root)
        changed = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
        if changed:
            raise Broken(f"it changes the work tree: {', '.join(changed[:3])}")


def _options_are_typed(trial: _Trial) -> None:
    ground = trial.made("options", grounds.usual)
    options = trial.described().options
    usual = trial.on(ground)
    defaults = {name: about["default"] for name, about in options.items() if "default" in about}
    if defaults:
        try:
            same = trial.on(ground, **defaults)
        except PluginFailed as error:
            raise Broken(f"its own defaults are refused: {error}") from None
        if (same.findings, same.figures) != (usual.findings, usual.figures):
            raise Broken("given its own defaults it tells something else")
    for name, value in {_UNKNOWN: 1, **dict.fromkeys(options, _OF_NO_TYPE)}.items():
        _refuses(trial, ground, name, {name: value})


def _refuses(trial: _Trial, ground: Ground, name: str, options: Mapping[str, Any]) -> None:
    try:
        trial.on(ground, **options)
    except PluginFailed as error:
        if _REFUSED not in str(error):
            raise Broken(f"given nonsense as {name} it fails without naming an option: {error}") from None
    else:
        raise Broken(f"it takes nonsense for its option {name}: give it a type")


def _on(name: str, make: Callable[[Path], Ground]) -> Callable[[_Trial], None]:
    def keep(trial: _Trial) -> None:
        trial.usable(trial.made(name, make))

    return keep


RULES: Mapping[str, tuple[str, Callable[[_Trial], None]]] = {
    "starts": ("It loads, and is a collector for this version of the interface.", _starts),
    "answers": ("It answers within its limits, and tells only what can be used.", _answers),
    "same-twice": ("Of the same files it tells the same twice.", _same_twice),
    "writes-nothing": ("It changes nothing in the work tree.", _writes_nothing),
    "options": ("Its options have types and good defaults.", _options_are_typed),
    "empty-repository": (
        "It bears a repository without files.",
        _on("empty", grounds.empty),
    ),
    "odd-names": ("It bears hostile file names.", _on("names", grounds.with_odd_names)),
    "odd-contents": ("It bears contents that are no text.", _on("contents", grounds.with_odd_contents)),
    "huge-file": ("It bears a file larger than its memory.", _on("huge", grounds.with_a_huge_file)),
    "unreadable-files": (
        "It bears files that are gone, no files, or not to be read.",
        _on("unreadable", grounds.with_unreadable_files),
    ),
}
