"""What everything promises that tells who runs the program, tried on the system and on the fake."""

import os
import pwd
from collections.abc import Callable

import pytest

from mainstay.adapters.users import SystemUsers
from mainstay.domain.errors import UsageError
from mainstay.ports.users import Users
from tests.fakes.users import NamedUser


@pytest.fixture(params=["system", "fake"])
def users(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[str | None], Users]:
    """Give a way to have a user, or one whom nobody knows."""

    def of_the_system(name: str | None) -> Users:
        number = 3_999_999_999 if name is None else pwd.getpwnam(name).pw_uid
        monkeypatch.setattr(os, "getuid", lambda: number)
        return SystemUsers()

    return of_the_system if request.param == "system" else NamedUser


@pytest.mark.parametrize("name", ["root", "daemon"])
def test_it_is_the_user_whatever_the_environment_says(
    users: Callable[[str | None], Users], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for variable in ("USER", "LOGNAME", "SUDO_USER", "LNAME", "USERNAME", "HOME"):
        monkeypatch.setenv(variable, "somebody-else")
    made = users(name)
    assert [made.name(), made.name()] == [name, name]


def test_a_user_without_a_name_is_refused(users: Callable[[str | None], Users]) -> None:
    made = users(None)
    with pytest.raises(UsageError, match="knows no name"):
        made.name()
