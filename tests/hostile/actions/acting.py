"""Carries one action out in a process of its own, so that it can be killed: `python -m tests.hostile.actions.acting`.

It reads JSON from its input: `kind`, what its constructor takes, `parameters` and `occasion`.
"""

import json
import os
import sys
from typing import Any

from mainstay.adapters.actions.git.kept import KeptRepository
from mainstay.adapters.actions.git.kind import GitAction
from mainstay.adapters.actions.sql.kept import KeptDatabase
from mainstay.adapters.actions.sql.kind import SqlAction
from mainstay.adapters.processes.local import LocalProcesses
from tests.fakes.keeping import occasion
from tests.fakes.secrets import MemorySecrets


def main() -> None:
    """Act, and print how it ended."""
    asked: dict[str, Any] = json.load(sys.stdin)
    parameters = {
        name: tuple(one) if isinstance(one, list) else one for name, one in asked["parameters"].items()
    }
    secrets = MemorySecrets({})
    action: GitAction | SqlAction
    if asked["kind"] == "git":
        kept = KeptRepository(asked["path"], remotes=asked.get("remotes", {}))
        action = GitAction({"shop": kept}, LocalProcesses(), secrets, {"PATH": asked["PATH"]})
    else:
        action = SqlAction({"shop": KeptDatabase(asked["address"], asked["journal"])}, secrets)
    result = action.act(parameters, occasion(**asked["occasion"]))
    sys.stdout.write(f"{result.mark} {result.detail}\n")
    sys.stdout.flush()
    # Nothing of this process is tidied up: whoever waits for it wants to go on.
    os._exit(0)


if __name__ == "__main__":
    main()
