"""What is told of an action, as the journal keeps it: without secrets, safe to show, and no longer than it may be."""

from mainstay.analysis.scrubbing.scrubber import Scrubber
from mainstay.domain.run import LONGEST_DETAIL, LONGEST_OUTPUT
from mainstay.ports.supervisor import Outcome
from mainstay.present.visible import visible

_ERRORS = "\n-- standard error:\n"

KEPT = 4 * LONGEST_OUTPUT
"""Bytes to keep of an output, or of a body, so that as many characters as may be shown are among them."""


def sentence(text: str) -> str:
    """Give a text as one line that the detail of a result may be."""
    return visible(text, LONGEST_DETAIL)


def end_of(text: str, most: int = LONGEST_OUTPUT) -> str:
    """Give the end of a text of several lines, with what hides or steers escaped."""
    shown = "\n".join(map(visible, text[-most:].split("\n")))
    return shown[max(0, len(shown) - most) :]


def output_of(outcome: Outcome, scrubber: Scrubber) -> str:
    """Give the ends of both outputs of a program; of what is too long each has half the room, or what the other leaves it."""
    stdout, stderr = (_scrubbed(one, scrubber) for one in (outcome.stdout, outcome.stderr))
    if not stdout or not stderr:
        return end_of(stdout or stderr)
    room = LONGEST_OUTPUT - len(_ERRORS)
    half = room // 2
    errors = end_of(stderr, max(half, room - len(end_of(stdout, room))))
    return end_of(stdout, room - len(errors)) + _ERRORS + errors


def _scrubbed(data: bytes, scrubber: Scrubber) -> str:
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    shown = scrubber.scrub_end(text) if len(data) >= KEPT else scrubber.scrub(text)
    return shown.strip("\n")
