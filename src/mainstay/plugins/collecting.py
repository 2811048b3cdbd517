"""Asking all plugins of a run, and telling of each how it fared."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mainstay.domain.collected import Collected, PluginRun, Reported
from mainstay.domain.errors import UsageError
from mainstay.domain.notice import Notice, Weight
from mainstay.plugins.asking import Asking, OptionRefused, PluginFailed
from mainstay.plugins.choice import Chosen
from mainstay.plugins.judging import Judged, judged
from mainstay.ports.clock import Clock
from mainstay.ports.plugins import Shown
from mainstay.ports.progress import Progress

_EXAMPLES = 5
_KINDS_LEFT_OUT = frozenset({"submodule", "symlink", "unreadable"})


@dataclass(frozen=True, slots=True)
class Collecting:
    """The plugins of a run; `work_tree` is the folder that they look at, "" where there is none."""

    asking: Asking
    chosen: Sequence[Chosen]
    work_tree: str
    clock: Clock

    def __call__(self, files: Sequence[Shown], progress: Progress) -> Collected:
        """Ask them one after the other; what one of them does wrong is a notice.

        Raises UsageError for an option that one of them does not take.
        """
        if not self.work_tree:
            return Collected(notices=(_left_out(self.chosen),))
        progress.stage("Asking plugins", len(self.chosen))
        shown = [file for file in files if file.kind not in _KINDS_LEFT_OUT]
        paths = frozenset(file.path for file in shown)
        runs: list[PluginRun] = []
        reported: list[Reported] = []
        notices: list[Notice] = []
        lacking: dict[str, None] = {}
        for one in self.chosen:
            run = PluginRun(one.plugin.name, one.plugin.version, one.plugin.distribution)
            try:
                answer = self.asking.collect(one.plugin, self.work_tree, shown, one.options)
            except PluginFailed as error:
                # Only where there is one: a plugin stops no look by its word alone.
                if isinstance(error, OptionRefused) and one.options:
                    raise _mistyped(run.name, str(error)) from None
                runs.append(replace(run, failed=str(error)))
                notices.append(_failed(run.name, str(error)))
            else:
                told = judged(run.name, answer, paths)
                runs.append(replace(run, findings=len(told.reported), figures=told.figures, codes=told.codes))
                reported += told.reported
                notices += _shortcomings(run.name, told, more=answer.more)
                lacking |= dict.fromkeys(answer.lacking)
            progress.advance()
        if lacking:
            notices.append(_unconfined(tuple(lacking)))
        return Collected(tuple(runs), tuple(reported), tuple(notices))

    @property
    def digest(self) -> str:
        """A text that is the same exactly while the same builds of the same plugins would be asked.

        Of a plugin whose code may change unseen nothing is remembered.
        """
        parts = []
        for one in self.chosen:
            stamp = one.plugin.stamp or f"{self.clock.now()}:{self.clock.elapsed()!r}"
            parts += [one.plugin.name, one.plugin.entry, one.plugin.distribution, one.plugin.version, stamp]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _left_out(chosen: Sequence[Chosen]) -> Notice:
    return Notice(
        "plugins-left-out",
        "Plugins look at a work tree; a bare repository has none, and --head-only leaves it out, so none was asked.",
        Weight.LIMIT,
        mend="run it in a clone with a work tree, without --head-only",
        count=len(chosen),
        examples=tuple(one.plugin.name for one in chosen[:_EXAMPLES]),
    )


def _mistyped(name: str, why: str) -> UsageError:
    return UsageError(
        f"the plugin {name} cannot be asked so: {why}",
        where="--plugin-option",
        mend="mainstay plugins --verbose lists the options of each",
    )


def _unconfined(lacking: tuple[str, ...]) -> Notice:
    return Notice(
        "plugins-unconfined",
        f"This system cannot keep plugins from all that they need not reach: {', '.join(lacking)}.",
        Weight.LIMIT,
        mend="run it on Linux 6.12 or newer with landlock, on x86_64 or aarch64, or install only plugins that you trust",
        count=len(lacking),
    )


def _failed(name: str, why: str) -> Notice:
    return Notice(
        "plugin-failed",
        f"The plugin {name} told nothing: {why}.",
        Weight.LIMIT,
        mend=f"mainstay plugins check {name}",
        examples=(name,),
    )


def _shortcomings(name: str, told: Judged, *, more: bool) -> list[Notice]:
    notices = []
    if told.refused:
        text = f"Some of what the plugin {name} told cannot be used and was left out."
        mend = f"mainstay plugins check {name}"
        examples = told.refused[:_EXAMPLES]
        notices.append(Notice("plugin-refused", text, Weight.LIMIT, mend, len(told.refused), examples))
    if more:
        text = f"The plugin {name} tells more than a report may hold; the first are listed."
        mend = (
            f"have it tell less, by its options: mainstay plugins --verbose; else tell whoever wrote {name}"
        )
        notices.append(Notice("plugin-cut", text, Weight.LIMIT, mend, examples=(name,)))
    return notices
