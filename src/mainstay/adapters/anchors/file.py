"""Anchors in a file, which should lie where who can write the store cannot: another user's, another machine's, append-only."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mainstay.adapters.appending import append_line
from mainstay.analysis.chain.anchoring import FIRST, anchor_line, closes, digest_of, read_anchor_line
from mainstay.analysis.chain.strict_lines import LONGEST
from mainstay.domain.audit import Anchor
from mainstay.domain.errors import UsageError
from mainstay.ports.anchors import ToldOtherwise
from mainstay.present.visible import visible


@dataclass(frozen=True, slots=True)
class FileAnchors:
    """Appends a line for each anchor; each names the bytes of the line before."""

    path: Path
    name: str = "file"

    def tell(self, anchor: Anchor, key: bytes) -> None:
        """Append the anchor unless the last line is this very one, closed with this key; see the port."""
        known: list[Anchor] = []

        def make(last: bytes) -> str:
            told = read_anchor_line(last)
            if told is not None and told.anchor.chain == anchor.chain:
                same = (told.anchor.count, told.anchor.head) == (anchor.count, anchor.head)
                if same and closes(key, told):
                    return ""
                if told.anchor.count >= anchor.count and not same:
                    known.append(told.anchor)
            return anchor_line(key, anchor, digest_of(last) if last else FIRST)

        append_line(self.path, "the file of anchors", make)
        for told in known:
            raise ToldOtherwise(told, visible(str(self.path), 300))


def anchor_lines(path: Path) -> Iterator[bytes]:
    """Read the lines of a file of anchors; what is longer than a line can be comes in pieces.

    Raises UsageError when it cannot be read.
    """
    try:
        # Without O_NONBLOCK a pipe in its place would hold the program for ever.
        with open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK)) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise OSError(0, "it is no ordinary file")
            yield from iter(lambda: file.readline(LONGEST), b"")
    except OSError as error:
        raise UsageError(
            f"the anchors cannot be read: {error.strerror}",
            where=visible(str(path), 300),
            mend="name the file that anchors were written to",
        ) from error
