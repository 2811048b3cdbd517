"""The real program for a user at a moment, both named by a test: `at_moment.py SECONDS NAME ARGUMENTS`.

The clock tells that moment; all but it and the user's name is real.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from mainstay.adapters.clock import SystemClock
from mainstay.cli.main import main
from tests.journeys.as_user import Doors

if __name__ == "__main__":
    moment = int(sys.argv.pop(1))
    SystemClock.now = lambda _: moment  # type: ignore[method-assign]
    main(Doors(sys.argv.pop(1)))
