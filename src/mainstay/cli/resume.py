"""`mainstay resume`: let a paused run go on."""

from mainstay.cli.steering import steering_command
from mainstay.domain.run import Wish

command = steering_command(
    "resume",
    Wish.NONE,
    "Let a paused run go on.",
    "Let the paused run ID go on.",
)
