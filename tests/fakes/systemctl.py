"""A stand-in for `systemctl`, for machines without systemd: a program that keeps one unit's state in a file."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

UNIT = "shop.service"

_PROGRAM = r"""
import json, sys, time
from pathlib import Path

state_file, words = Path(STATE), sys.argv[1:]
state = json.loads(state_file.read_text())
verb = next(word for word in words if not word.startswith("--"))
asked = words[words.index("--") + 1]
state["calls"].append(words)
way = state["ways"].get(verb, "")


def keep():
    # At once, for a test may read it meanwhile.
    draft = state_file.with_suffix(".draft")
    draft.write_text(json.dumps(state))
    draft.rename(state_file)


if way == "no bus":
    sys.exit("System has not been booted with systemd as init system (PID 1). Can't operate.")
if way == "hang":
    keep()
    time.sleep(600)
unit = state["unit"]
if verb == "show":
    if asked not in (unit["Id"], *state["names"]):
        unit = {"Id": asked, "LoadState": "not-found", "ActiveState": "inactive", "SubState": "dead"}
    elif state["next"]:
        # Each look finds what comes next.
        unit = state["unit"] = {**unit, **state["next"].pop(0)}
    wanted = next(word for word in words if word.startswith("--property=")).partition("=")[2].split(",")
    print("\n".join(f"{name}={value}" for name, value in unit.items() if name in wanted))
elif way == "refused":
    keep()
    sys.exit(f"Failed to {verb} {asked}: Access denied")
elif way != "idle":
    up = {"ActiveState": "active", "SubState": "running", "Result": "success"}
    number = int(unit["MainPID"]) + 1
    if verb == "stop":
        unit.update(ActiveState="inactive", SubState="dead", MainPID="0")
    elif verb == "reload":
        unit.update(up)
    else:
        unit.update(up, MainPID=str(number), InvocationID=f"{number:032x}", NRestarts="0")
    unit.update(state["becomes"])
keep()
if way == "fails":
    sys.exit(f"Job for {asked} failed because the control process exited with error code.")
"""


@dataclass(frozen=True)
class StandIn:
    """The stand-in at `path`, and the file of its state."""

    path: Path
    state: Path

    def set(self, **given: Any) -> None:
        """Change properties of the unit, or how it behaves: `ways` by verb, `next` looks, what it `becomes`, its `names`."""
        state = self._read()
        for name, value in given.items():
            if name in state:
                state[name] = value
            else:
                state["unit"][name] = value
        self.state.write_text(json.dumps(state))

    def calls(self) -> list[str]:
        """Give the verbs that it was called with, but for looks."""
        verbs = [next(one for one in words if not one.startswith("--")) for words in self._read()["calls"]]
        return [verb for verb in verbs if verb != "show"]

    def _read(self) -> dict[str, Any]:
        state: dict[str, Any] = json.loads(self.state.read_text())
        return state


def stand_in(folder: Path) -> StandIn:
    """Make one in a folder, with a service that runs."""
    made = StandIn(folder / "systemctl", folder / "systemctl.json")
    made.path.write_text(f"#!{sys.executable}\n" + _PROGRAM.replace("STATE", repr(str(made.state))))
    made.path.chmod(0o755)
    unit = {
        "Id": UNIT,
        "LoadState": "loaded",
        "ActiveState": "active",
        "SubState": "running",
        "Type": "simple",
        "Result": "success",
        "MainPID": "41",
        "NRestarts": "0",
        "InvocationID": f"{41:032x}",
        "CanReload": "yes",
    }
    state = {"unit": unit, "ways": {}, "next": [], "becomes": {}, "names": [], "calls": []}
    made.state.write_text(json.dumps(state))
    return made
