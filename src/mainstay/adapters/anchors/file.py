"""Anchors in a file, which should lie where who can write the store cannot: another user's, another machine's, append-only."""

from dataclasses import dataclass, field
from pathlib import Path

from mainstay.adapters.anchors.line import line_to_tell
from mainstay.adapters.appending import append_line
from mainstay.analysis.chain.anchoring import FIRST, digest_of, read_anchor_line
from mainstay.domain.audit import Anchor
from mainstay.ports.audit_keys import AuditKeys


@dataclass(frozen=True, slots=True)
class FileAnchors:
    """Appends a line for each anchor; each names the bytes of the line before."""

    path: Path
    keys: AuditKeys
    name: str = field(default="file")

    def tell(self, anchor: Anchor) -> None:
        """Append the anchor unless the last line tells as many rows of the chain; see the port."""

        def make(last: bytes) -> str:
            told = read_anchor_line(last)
            if told is not None and told.anchor.chain == anchor.chain and told.anchor.count >= anchor.count:
                return ""
            return line_to_tell(self.keys, anchor, digest_of(last) if last else FIRST)

        append_line(self.path, "the file of anchors", make)
