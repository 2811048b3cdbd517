"""What a commit would change, for people: a count for each file, and the lines themselves as far as they are not many."""

from mainstay.adapters.actions.git.opened import Opened
from mainstay.domain.run import LONGEST_OUTPUT
from mainstay.present.visible import visible_line

_LONGEST_LINE = 200


def difference(opened: Opened, before: str, after: str) -> str:
    """Give what two commits differ in, cut where it is long; "" where there is only one. Raises RunFailed as git does."""
    if not before or not after:
        return ""
    command = (
        "diff-tree",
        "--no-commit-id",
        "--stat",
        "--patch",
        "--no-ext-diff",
        "--no-textconv",
        "--no-renames",
    )
    # Whatever its length, only its beginning is read, and git ended then.
    with opened.git.start(*command, before, after, extra=opened.to) as running:
        text = running.stdout.read(4 * LONGEST_OUTPUT).decode("utf-8", "replace")
    lines = (visible_line(line, _LONGEST_LINE) for line in text.split("\n"))
    return "\n".join(lines)[:LONGEST_OUTPUT]
