"""The Users port on this system: the real user of the process, neither `$USER` nor what sudo tells."""

import os
import pwd

from mainstay.domain.errors import UsageError


def user_words(number: int) -> str:
    """Give the name of the user with a number, else its number in words: a file may be of somebody who is gone."""
    try:
        return pwd.getpwuid(number).pw_name
    except (KeyError, OverflowError):
        return f"user {number}"


class SystemUsers:
    """Asks the system's own list of users."""

    def name(self) -> str:
        """Give the name; see the port."""
        number = os.getuid()
        try:
            return pwd.getpwuid(number).pw_name
        except KeyError:
            raise UsageError(
                f"the system knows no name for the user with the number {number}",
                where="the user who runs this",
                mend="decide as a user whom the system knows",
            ) from None
