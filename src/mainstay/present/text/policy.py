"""What checking a policy gave, for a terminal: errors first, wrapped to the width."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from mainstay.domain.policy_report import NotAsked, PolicyCheck
from mainstay.present.numbers import plural
from mainstay.present.policy_words import problem_words
from mainstay.present.text.columns import paragraph, title
from mainstay.present.text.drawing import drawn
from mainstay.present.text.look import BAD, FAINT, WARN, Look
from mainstay.present.visible import visible


def check_text(found: PolicyCheck, file: str, look: Look) -> str:
    """Tell what is wrong with a policy; `file` is the path of the operator's file."""
    return drawn(_pieces(found, file), look)


def not_asked_text(gates: Sequence[NotAsked], look: Look) -> str:
    """Tell which gates are not for a proposal, each with the first condition that does not hold."""
    told = [paragraph(f"{visible(one.gate, 64)} ({visible(one.condition, 300)})", FAINT) for one in gates]
    return drawn([title("Not asked"), *told], look) if told else ""


def _pieces(found: PolicyCheck, file: str) -> Iterator[RenderableType]:
    for heading, problems, style in (("Errors", found.errors, BAD), ("Warnings", found.warnings, WARN)):
        if problems:
            yield title(heading)
            yield from (paragraph(words, style) for words in problem_words(problems, file))
    if found.errors or found.warnings:
        yield Text(f"{plural(len(found.errors), 'error')}, {plural(len(found.warnings), 'warning')}", FAINT)
    else:
        yield Text("nothing is wrong with the policy")
