"""`mainstay pause`: let a run stop before its next step."""

from mainstay.cli.steering import steering_command
from mainstay.domain.run import Wish

command = steering_command(
    "pause",
    Wish.PAUSE,
    "Let a run stop before its next step.",
    "Let the run ID stop before its next step, until it is resumed or cancelled. What is under way is done to its end.",
)
