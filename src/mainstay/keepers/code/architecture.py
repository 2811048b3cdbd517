"""What the settings say of imports between folders, and what a report says beside its findings about contracts on them."""

from collections.abc import Sequence

from mainstay.analysis.architecture.folder_layers import Rules
from mainstay.config.globs import Globs
from mainstay.domain.architecture import Architecture, Verdict
from mainstay.domain.notice import Notice, Weight

_MOST_EXAMPLES = 5


def rules_of(layers: Sequence[Sequence[str]], forbidden: Sequence[str]) -> Rules:
    """Make ready what the settings say of imports between folders; both have passed validation."""
    told = [(Globs(layer).match, ", ".join(layer)) for layer in layers]
    sides = [(*rule.split(" -> "), rule) for rule in forbidden]
    return Rules(told, [(Globs([left]).match, Globs([right]).match, rule) for left, right, rule in sides])


def notices_of(architecture: Architecture | None) -> list[Notice]:
    """Tell which contracts could not be judged, and what else there is to say of the others."""
    if architecture is None:
        return []
    unknown = [one for one in architecture.contracts if one.verdict is Verdict.NOT_JUDGED]
    remarks = [f"{one.name}: {remark}" for one in architecture.contracts for remark in one.remarks]
    notices: list[Notice] = []
    if unknown:
        text = "Contracts on imports were not judged."
        examples = tuple(f"{one.name} ({one.source}): {one.reason}" for one in unknown[:_MOST_EXAMPLES])
        notices.append(
            Notice("contracts-not-judged", text, Weight.LIMIT, count=len(unknown), examples=examples)
        )
    if remarks:
        text = "Contracts on imports ignore imports that are not there."
        notices.append(
            Notice("ignored-imports-gone", text, count=len(remarks), examples=tuple(remarks[:_MOST_EXAMPLES]))
        )
    return notices
