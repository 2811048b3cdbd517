"""Progress that is written down."""


class WrittenProgress:
    """Keeps every stage with the amount that was told done."""

    def __init__(self) -> None:
        self.stages: list[tuple[str, int | None]] = []
        self.done: dict[str, int] = {}

    def stage(self, title: str, total: int | None = None) -> None:
        self.stages.append((title, total))
        self.done[title] = 0

    def advance(self, amount: int = 1) -> None:
        self.done[self.stages[-1][0]] += amount
