"""Anchors in a file, which should lie where who can write the store cannot: another user's, another machine's, append-only."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mainstay.adapters.anchors.line import line_to_tell
from mainstay.adapters.appending import append_line
from mainstay.analysis.chain.anchoring import FIRST, digest_of, read_anchor_line
from mainstay.analysis.chain.strict_lines import LONGEST
from mainstay.domain.audit import Anchor
from mainstay.domain.errors import UsageError
from mainstay.ports.audit_keys import AuditKeys
from mainstay.present.visible import visible


@dataclass(frozen=True, slots=True)
class FileAnchors:
    """Appends a line for each anchor; each names the bytes of the line before."""

    path: Path
    keys: AuditKeys
    name: str = "file"

    def tell(self, anchor: Anchor) -> None:
        """Append the anchor unless the last line tells as many rows of the chain; see the port."""

        def make(last: bytes) -> str:
            told = read_anchor_line(last)
            if told is not None and told.anchor.chain == anchor.chain and told.anchor.count >= anchor.count:
                return ""
            return line_to_tell(self.keys, anchor, digest_of(last) if last else FIRST)

        append_line(self.path, "the file of anchors", make)


def anchor_lines(path: Path) -> Iterator[bytes]:
    """Read the lines of a file of anchors; what is longer than a line can be comes in pieces.

    Raises UsageError when it cannot be read.
    """
    try:
        with path.open("rb") as file:
            yield from iter(lambda: file.readline(LONGEST), b"")
    except OSError as error:
        raise UsageError(
            f"the anchors cannot be read: {error.strerror}",
            where=visible(str(path), 300),
            mend="name the file that anchors were written to",
        ) from error
