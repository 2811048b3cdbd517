"""Who runs the program, as a test says."""

from dataclasses import dataclass

from mainstay.domain.errors import UsageError


@dataclass(frozen=True)
class NamedUser:
    """Stands for the operating system, which in a test has one user only; None is one without a name."""

    user: str | None

    def name(self) -> str:
        if self.user is None:
            raise UsageError("the system knows no name for the user", where="the user who runs this")
        return self.user
