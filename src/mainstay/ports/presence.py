"""Who a worker is, among all processes of all machines, and whether one is surely gone."""

from typing import Protocol


class Presence(Protocol):
    """Names of processes."""

    def own_name(self, called: str) -> str:
        """Give a name that no other process has or will have, not even one that is `called` the same."""
        ...

    def is_gone(self, name: str) -> bool:
        """Whether the process of a name has surely ended; False where that cannot be told, as of another machine's."""
        ...
