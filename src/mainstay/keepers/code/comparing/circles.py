"""What a change did to circles of imports: which import closed one, or joined one that stood."""

from collections.abc import Callable, Set
from dataclasses import dataclass, replace
from functools import cached_property

from mainstay.analysis.architecture.structure import Structure
from mainstay.analysis.usage.cycles import through
from mainstay.domain.finding import Finding
from mainstay.domain.usage import Cycle, Step

_MOST_STEPS = 12


@dataclass(frozen=True)
class Joining:
    """Tells which imports of a circle a change brought.

    `before` are the imports at the base, `named` gives what a file of now was called then (several for one that was part of
    others, none for a new one), `is_new` tells whether a line is new.
    """

    before: Structure
    named: Callable[[str], Set[str]]
    is_new: Callable[[str, int], bool]

    @cached_property
    def _pairs(self) -> frozenset[tuple[str, str]]:
        return self.before.pairs()

    def brought(self, now: Cycle, then: Cycle | None) -> list[Step]:
        """Give the imports of a circle that are new since the base, those on new lines first; `then` is what it was there.

        An import that was there and in no circle is not new, but where its line is: it may only now run.
        """
        if then is not None and not then.imports:
            return []
        stood = (
            frozenset((one.importer, one.imported) for one in then.imports)
            if then is not None
            else frozenset()
        )
        found: list[tuple[bool, Step]] = []
        for step in now.imports:
            importers, imported = self.named(step.importer), self.named(step.imported)
            pairs = {(one, to) for one in importers for to in imported}
            if importers & imported or pairs & stood:
                continue
            new = self.is_new(step.importer, step.line)
            if new or not pairs & self._pairs:
                found.append((not new, step))
        return [step for _, step in sorted(found, key=lambda one: (one[0], one[1].importer, one[1].line))]


def told_at(finding: Finding, cycle: Cycle, brought: list[Step], *, stood: bool) -> Finding:
    """Tell a circle at the import that the change brought, where it is seen by whoever changed it."""
    if not brought:
        return finding
    step = brought[0]
    more = f" and {len(brought) - 1} more" if len(brought) > 1 else ""
    by = f"{step.importer} -> {step.imported}{more}"
    circle = through(cycle.imports, step)
    steps = [f"{one.importer}:{one.line} imports {one.imported}" for one in circle[:_MOST_STEPS]]
    return replace(
        finding,
        path=step.importer,
        line=step.line,
        end_line=step.line,
        text=f"a circle of {len(cycle.paths):,} modules grew by an import: {by}"
        if stood
        else f"{finding.text}; the change closed it: {by}",
        evidence=(*steps, *finding.evidence[-1:]),
        chain=circle[:_MOST_STEPS],
    )
