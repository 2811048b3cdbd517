"""What `explain` tells, as text for a terminal and as a reference page."""

import textwrap
from collections.abc import Sequence
from itertools import groupby

from mainstay.domain.topic import Topic

_NARROWEST, _WIDEST = 40, 100
_LEAST_SUMMARY = 20  # cells beside the codes


def as_text(topic: Topic, width: int) -> str:
    """Give one topic: title, meaning, formula, sources and what to read next, wrapped to at most `width` cells."""
    wide = max(_NARROWEST, min(width, _WIDEST))
    blocks = [f"{topic.title}  ({topic.code})", _wrapped(topic.summary, wide)]
    blocks += [_wrapped(paragraph, wide) for paragraph in topic.paragraphs]
    if topic.formula:
        blocks.append(textwrap.indent(topic.formula, "  "))
    if topic.sources:
        blocks.append("Sources:\n" + "\n".join(_wrapped(source, wide, "- ") for source in topic.sources))
    if topic.see:
        blocks.append(_wrapped(f"See also, with mainstay explain: {', '.join(topic.see)}", wide))
    return "\n\n".join(blocks) + "\n"


def as_list(topics: Sequence[Topic], width: int = _WIDEST) -> str:
    """Give all codes with their summaries, under the headings of their groups, in lines of at most `width` cells."""
    column = max((len(topic.code) for topic in topics), default=0) + 4
    wide = max(column + _LEAST_SUMMARY, width)
    blocks = []
    for group, members in groupby(topics, key=lambda topic: topic.group):
        rows = (
            textwrap.fill(
                topic.summary,
                wide,
                initial_indent=f"  {topic.code}".ljust(column),
                subsequent_indent=" " * column,
            )
            for topic in members
        )
        blocks.append("\n".join((group, *rows)))
    return "\n\n".join(blocks) + "\n"


def as_page(topics: Sequence[Topic]) -> str:
    """Give the reference page of all codes, in Markdown, a heading for each."""
    blocks = ["# Codes", "Each can be asked for on the command line: `mainstay explain CODE`."]
    for group, members in groupby(topics, key=lambda topic: topic.group):
        blocks.append(f"## {group}")
        for topic in members:
            blocks += [f"### `{topic.code}`: {topic.title}", topic.summary, *topic.paragraphs]
            if topic.formula:
                blocks.append(f"```text\n{topic.formula}\n```")
            if topic.sources:
                blocks.append("Sources:\n\n" + "\n".join(f"- {source}" for source in topic.sources))
            if topic.see:
                blocks.append("See also: " + ", ".join(f"`{code}`" for code in topic.see) + ".")
    return "\n\n".join(blocks) + "\n"


def _wrapped(text: str, width: int, mark: str = "") -> str:
    return textwrap.fill(text, width, initial_indent=mark, subsequent_indent=" " * len(mark))
