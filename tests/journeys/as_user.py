"""The real program for a user whom a test names: `as_user.py NAME ARGUMENTS`; all but the user's name is real."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from mainstay import wiring
from mainstay.cli.main import main
from mainstay.wiring.record_keeping import Records
from tests.fakes.users import NamedUser


class Doors:
    """The program's own doors, with another user."""

    def __init__(self, user: str) -> None:
        self._user = user

    def __getattr__(self, name: str) -> object:
        return getattr(wiring, name)

    def records(self, server_file: str, place: str) -> Records:
        own = wiring.records(server_file, place)
        return Records(own.server_file, own.place, own.environment, own.default_place, NamedUser(self._user))


if __name__ == "__main__":
    user = sys.argv.pop(1)
    main(Doors(user))
