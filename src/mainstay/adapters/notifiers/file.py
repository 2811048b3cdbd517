"""A channel that appends messages to a file, one JSON object a line."""

from dataclasses import dataclass
from pathlib import Path

from mainstay.adapters.appending import append_line
from mainstay.analysis.delivery.envelope import envelope
from mainstay.domain.errors import RunFailed
from mainstay.domain.outbox import Message
from mainstay.ports.notifier import TAKEN, Sending


@dataclass(frozen=True, slots=True)
class FileNotifier:
    """Appends to the file at `path`; what was taken is on the disk. A message sent twice stands there twice."""

    path: Path
    seconds: float = 10.0

    def send(self, message: Message) -> Sending:
        """Append a message."""
        try:
            append_line(self.path, "the file of messages", lambda _: envelope(message) + "\n")
        except RunFailed as failure:
            return Sending(f"{failure.what} ({failure.where})", down=True)
        return TAKEN
