"""What came of a decision, in a few lines."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from mainstay.domain.proposal import State
from mainstay.domain.proposal_view import ProposalView
from mainstay.present.decision_words import (
    ADVISORY,
    applicable,
    gate_words,
    rests_on_advice,
    unheeded_words,
)
from mainstay.present.text.columns import paragraph
from mainstay.present.text.drawing import drawn
from mainstay.present.text.look import FAINT, STRONG, Look, strong
from mainstay.present.text.states import STYLES
from mainstay.present.visible import visible


def answered(view: ProposalView, sentence: str, look: Look) -> str:
    """Tell what was done in one sentence, where the proposal stands, and what is missing or when it may be applied."""
    return drawn(_pieces(view, sentence), look)


def _pieces(view: ProposalView, sentence: str) -> Iterator[RenderableType]:
    one = view.proposal
    line = Text(visible(sentence, 300)).append(": ").append(visible(one.title, 200), STRONG)
    yield line
    yield (Text("  ").append(one.state, strong(STYLES[one.state])).append(f", {one.id}", FAINT))
    yield Text(f"  content {one.content}", FAINT)
    if one.state is State.WAITING:
        for missing in one.missing:
            yield paragraph(f"missing: {visible(missing, 300)}")
    if one.state is State.APPROVED:
        for gate in view.gates:
            yield paragraph(gate_words(gate))
    for told in filter(None, map(unheeded_words, view.gates)):
        yield paragraph(told)
    if one.state is State.APPROVED:
        yield paragraph(applicable(view))
    if rests_on_advice(view):
        yield Text(ADVISORY, FAINT)
