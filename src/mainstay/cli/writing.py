"""What is said of a file that a result was written to."""

import shlex
import sys

from mainstay.cli.delivery import Target
from mainstay.cli.formats import HTML
from mainstay.cli.session import Session
from mainstay.present.visible import visible


def told_written(session: Session, target: Target, form: str, remark: str = "") -> None:
    """Say that a result was written and, of a page, how to open it."""
    session.say(f"written: {target.shown}{remark}")
    if form == HTML:
        opener = "open" if sys.platform == "darwin" else "xdg-open"
        session.say(f"   open: {opener} {shlex.quote(visible(str(target.place())))}")
