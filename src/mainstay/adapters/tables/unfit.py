"""What a table cannot be read for, before it is known in which file and line."""


class Unfit(ValueError):
    """Something does not fit; `row` is where in the rows at hand, -1 where it is no matter of one row."""

    def __init__(self, reason: str, row: int = -1, mend: str = "") -> None:
        """Say why."""
        super().__init__(reason)
        self.reason = reason
        self.row = row
        self.mend = mend
