"""What the settings say of imports between folders, and what a report says beside its findings about contracts on them."""

from collections.abc import Sequence

from mainstay.analysis.architecture.folder_layers import Rules
from mainstay.analysis.architecture.sides import Side
from mainstay.config.globs import Globs
from mainstay.domain.architecture import Architecture, Verdict
from mainstay.domain.notice import Notice, Weight

_MOST_EXAMPLES = 5


def rules_of(layers: Sequence[Sequence[str]], forbidden: Sequence[str]) -> Rules:
    """Make ready what the settings say of imports between folders; both have passed validation."""
    sides = [(*rule.split(" -> "), rule) for rule in forbidden]
    return Rules(
        [_side(", ".join(layer), layer) for layer in layers],
        [(_side(left, [left]), _side(right, [right]), rule) for left, right, rule in sides],
    )


def _side(text: str, globs: Sequence[str]) -> Side:
    return Side(text, Globs(globs).match, [(glob, Globs([glob]).match) for glob in globs])


def notices_of(architecture: Architecture | None) -> list[Notice]:
    """Tell which contracts could not be judged, and what else there is to say of the others."""
    if architecture is None:
        return []
    unknown = [
        one for one in architecture.contracts if one.verdict is Verdict.NOT_JUDGED and not one.unmatched
    ]
    unmatched = [f"{one.name}: {told}" for one in architecture.contracts for told in one.unmatched]
    remarks = [f"{one.name}: {remark}" for one in architecture.contracts for remark in one.remarks]
    notices: list[Notice] = []
    if unknown:
        text = "Contracts on imports were not judged."
        examples = tuple(f"{one.name} ({one.source}): {one.reason}" for one in unknown[:_MOST_EXAMPLES])
        mend = (
            "mend what each names as its reason, or state it as layers or forbidden_imports in mainstay.toml"
        )
        notices.append(
            Notice("contracts-not-judged", text, Weight.LIMIT, mend, count=len(unknown), examples=examples)
        )
    if unmatched:
        text = "Globs of layers or forbidden imports mean no file, so that these are not known to be kept."
        mend = "write them as the folders are called: mainstay config validate, mainstay explain globs-without-files"
        examples = tuple(unmatched[:_MOST_EXAMPLES])
        notices.append(
            Notice("globs-without-files", text, Weight.LIMIT, mend, count=len(unmatched), examples=examples)
        )
    if remarks:
        text = "Contracts on imports ignore imports that are not there."
        notices.append(
            Notice("ignored-imports-gone", text, count=len(remarks), examples=tuple(remarks[:_MOST_EXAMPLES]))
        )
    return notices
