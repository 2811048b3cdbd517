"""A clock that a test sets."""


class SetClock:
    """Stands at `seconds` (since 1970, UTC) until a test moves it on."""

    def __init__(self, seconds: int = 1_767_225_600) -> None:
        self._seconds = float(seconds)

    def now(self) -> int:
        return int(self._seconds)

    def elapsed(self) -> float:
        return self._seconds

    def rest(self, seconds: float) -> None:
        self.advance(max(0.0, seconds))

    def advance(self, seconds: float) -> None:
        self._seconds += seconds
