"""What one look of a watch leaves to the next, as values that a journal keeps: a few kilobytes, however long it is watched."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from mainstay.analysis.canary import looks
from mainstay.domain.plan import Value

HELD, FAILED, UNTOLD = ".", "x", "-"
"""What one look of a check found, one sign each."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Looks that were taken, metrics that failed, what each spent, and what each check's looks found.

    `open_since` is when a person was first asked to decide (seconds since 1970, 0 for not yet), and `why`.
    """

    taken: tuple[int, ...] = ()
    failed: tuple[str, ...] = ()
    spent: Mapping[str, float] = field(default_factory=dict)
    checked: Mapping[str, str] = field(default_factory=dict)
    open_since: int = 0
    why: str = ""

    def kept(self) -> Mapping[str, Value]:
        """Give it as values that a journal keeps."""
        return {
            "taken": looks.told(self.taken),
            "failed": self.failed,
            "spent": dict(self.spent),
            "checked": dict(self.checked),
            "open_since": self.open_since,
            "why": self.why,
        }


def remembered(memo: Mapping[str, Value], most: int, names: Collection[str]) -> Memory:
    """Read what was kept of a watch of `most` looks at the metrics `names`; what does not fit is passed over."""
    failed, since, why = memo.get("failed"), memo.get("open_since"), memo.get("why")
    spent, checked = _table(memo, "spent"), _table(memo, "checked")
    return Memory(
        looks.read(str(memo.get("taken", "")), most),
        tuple(name for name in names if isinstance(failed, tuple | list) and name in failed),
        {name: float(one) for name in names if isinstance(one := spent.get(name), int | float)},
        {name: one[:most] for name in names if isinstance(one := checked.get(name), str)},
        since if isinstance(since, int) else 0,
        why if isinstance(why, str) else "",
    )


def _table(memo: Mapping[str, Value], name: str) -> Mapping[str, Value]:
    found = memo.get(name)
    return found if isinstance(found, Mapping) else {}
