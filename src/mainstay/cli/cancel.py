"""`mainstay cancel`: end a run before its next step."""

from mainstay.cli.steering import steering_command
from mainstay.domain.run import Wish

command = steering_command(
    "cancel",
    Wish.CANCEL,
    "End a run before its next step.",
    "End the run ID before its next step. What it did stays as it is: `mainstay undo` takes it back.",
)
