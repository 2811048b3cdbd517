"""Ids that count up."""


class CountedIds:
    """Gives 1, 2, 3 as 16 hexadecimal digits."""

    def __init__(self) -> None:
        self.given = 0

    def new(self) -> str:
        self.given += 1
        return f"{self.given:016x}"
