"""What plugins told, in words: how many findings, which figures, or why nothing."""

from mainstay.domain.collected import Figure, PluginRun
from mainstay.present.numbers import THIN, brief, plural
from mainstay.present.visible import visible

_MOST_FIGURES = 5


def heading(run: PluginRun) -> str:
    """Give a plugin's name and version."""
    return f"{visible(run.name, 40)} {visible(run.version, 20)}"


def told(run: PluginRun) -> str:
    """Tell what came of a plugin: 3 findings; files with a licence header 97 %."""
    if run.failed:
        return f"told nothing: {visible(run.failed, 200)}"
    parts = [plural(run.findings, "finding"), *map(_figure, run.figures[:_MOST_FIGURES])]
    left = len(run.figures) - _MOST_FIGURES
    return "; ".join([*parts, *([f"and {plural(left, 'more figure')}"] if left > 0 else [])])


def _figure(figure: Figure) -> str:
    unit = f"{THIN}{visible(figure.unit, 20)}" if figure.unit else ""
    return f"{visible(figure.name, 80)} {brief(figure.value)}{unit}"
