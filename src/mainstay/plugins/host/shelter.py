"""Everything that keeps a plugin's process in its place, put in force in one go; what the system lacks is told."""

from pathlib import Path
from typing import Any

from mainstay.plugins.host.capabilities import give_up_privileges
from mainstay.plugins.host.landlock import guards_signals, reach_only
from mainstay.plugins.host.limits import use_no_more_than
from mainstay.plugins.host.reach import needed
from mainstay.plugins.host.seccomp import make_no_other_calls

FILES = "files (it can read and write where you can)"
SIGNALS = "signals (it can end other programs of yours)"
CALLS = "networks, the modes and times of files"


def shelter(request: dict[str, Any], scratch: Path) -> list[str]:
    """Confine this process to what the request allows; give what it could not be kept from.

    What acts keeps to its limits and is confined no further: it is there to reach what is outside.
    Raises OSError when the system has a means and refuses it.
    """
    use_no_more_than(request["limits"])
    if not request["confined"]:
        return []
    written = [scratch, *([Path(request["writable"])] if request["writable"] else [])]
    reach = needed(request["root"], request["entry"], written)
    give_up_privileges()
    lacking = []
    if not reach_only(reach):
        lacking.append(FILES)
    if not guards_signals():
        lacking.append(SIGNALS)
    if not make_no_other_calls():
        lacking.append(CALLS)
    return lacking
