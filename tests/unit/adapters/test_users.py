"""Who runs this, by the system alone."""

import os
import pwd

import pytest

from mainstay.adapters.users import SystemUsers, user_words
from mainstay.domain.errors import UsageError


def test_it_is_the_real_user_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("USER", "LOGNAME", "SUDO_USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "somebody-else")
    assert SystemUsers().name() == pwd.getpwuid(os.getuid()).pw_name


def test_a_user_without_a_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 3_999_999_999)
    with pytest.raises(UsageError, match="3999999999"):
        SystemUsers().name()


def test_a_number_that_nobody_has_is_told_as_it_is() -> None:
    assert user_words(os.getuid()) == pwd.getpwuid(os.getuid()).pw_name
    assert [user_words(number) for number in (3_999_999_999, 1 << 70)] == [
        "user 3999999999",
        f"user {1 << 70}",
    ]
