"""Which plugins are installed, and which rules one of them keeps to, for a terminal."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from mainstay.domain.plugin import Conformance, Described, Descriptions
from mainstay.present.text.columns import Column, laid_out, paragraph, title
from mainstay.present.text.drawing import drawn
from mainstay.present.text.look import BAD, FAINT, GOOD, STRONG, Look, strong
from mainstay.present.visible import visible

_NONE = (
    "No plugins are installed where Mainstay is. docs/how-to/plugins.md tells how to use and to write one."
)


def installed_plugins(found: Descriptions, look: Look, *, everything: bool) -> str:
    """Tell all installed plugins; with `everything` also their codes and options."""
    if not found.plugins:
        return f"{_NONE}\n"
    return drawn(_installed(found, look.columns, everything=everything), look)


def kept_rules(tried: Conformance, look: Look) -> str:
    """Tell each rule, and what is wrong where it is broken."""
    return drawn(_rules(tried), look)


def _installed(found: Descriptions, width: int, *, everything: bool) -> Iterator[RenderableType]:
    columns = [
        Column(side="left"),
        Column("kind", "left", from_width=60),
        Column("version", "left"),
        Column("interface", "right", from_width=70),
        Column("distribution", "left", from_width=104),
        Column("state", "left", long=True),
    ]
    yield laid_out(title("Plugins"), columns, [_row(plugin) for plugin in found.plugins], width)
    if everything:
        for plugin in found.plugins:
            yield Text()
            yield Text(visible(plugin.name, 40), STRONG)
            for code, meaning in plugin.codes.items():
                yield paragraph(f"{visible(code, 90)}: {visible(meaning, 300)}")
            for name, about in plugin.options.items():
                default = visible(str(about.get("default", "")), 60) if isinstance(about, dict) else ""
                option = f"--plugin-option {visible(plugin.name, 40)}.{visible(name, 60)}={default}"
                yield paragraph(option if plugin.kind == "collector" else f"with: {visible(name, 60)}", FAINT)


def _row(plugin: Described) -> list[Text]:
    state = Text(visible(plugin.problem, 300), strong(BAD)) if plugin.problem else Text("ready", GOOD)
    return [
        Text(visible(plugin.name, 40)),
        Text(plugin.kind),
        Text(visible(plugin.version, 20)),
        Text(str(plugin.api) if plugin.api else "?"),
        Text(visible(plugin.distribution, 40), FAINT),
        state,
    ]


def _rules(tried: Conformance) -> Iterator[RenderableType]:
    name, version = visible(tried.plugin, 40), visible(tried.version, 20)
    yield title(f"{name} {version}", f"of {visible(tried.distribution, 60)}")
    for verdict in tried.verdicts:
        mark = Text("ok      ", GOOD) if verdict.kept else Text("BROKEN  ", strong(BAD))
        yield mark.append(f"{visible(verdict.rule, 40):<18}", STRONG).append(
            visible(verdict.about, 120), FAINT
        )
        if verdict.text:
            yield paragraph(visible(verdict.text, 400), indent=8)
