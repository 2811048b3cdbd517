"""A text stream that lets no secret through."""

import io
from typing import TextIO

from mainstay.analysis.scrubbing.scrubber import Scrubber


class ScrubbedStream(io.TextIOBase):
    """Writes to another stream what is no secret, also where one comes in pieces.

    What could be the beginning of a secret is held back until more comes or the stream is closed; closing leaves the stream
    beneath open.
    """

    def __init__(self, stream: TextIO, scrubber: Scrubber) -> None:
        """Write to `stream`."""
        super().__init__()
        self._stream = stream
        self._scrubbing = scrubber.begin()

    def writable(self) -> bool:
        """Tell that this is for writing."""
        return True

    def isatty(self) -> bool:
        """Tell whether the stream beneath is a terminal."""
        return self._stream.isatty()

    def write(self, text: str) -> int:
        """Write a piece of text. Raises what the stream beneath raises."""
        self._stream.write(self._scrubbing.feed(text))
        return len(text)

    def flush(self) -> None:
        """Flush what was let through."""
        if not self.closed:
            self._stream.flush()

    def close(self) -> None:
        """Let the rest through, and stop."""
        if not self.closed:
            self._stream.write(self._scrubbing.finish())
            self._stream.flush()
        super().close()
