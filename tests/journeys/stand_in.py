"""The real command line over the stand-in doors, for journeys that need a process of their own."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from mainstay.cli.main import main

if __name__ == "__main__":
    from tests.fakes.doors import from_environment

    main(from_environment())
