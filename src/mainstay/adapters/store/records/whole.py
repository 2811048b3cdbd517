"""What all kinds of records have in common: one transaction, of which nothing is kept once something failed in it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from inspect import isfunction
from typing import Any

from mainstay.adapters.store.transaction import Transaction
from mainstay.domain.errors import RunFailed


class Records:
    """Records of one kind, as they are in one transaction.

    Each public method of what is made of this works only while nothing has failed, and says so when it fails itself: databases
    differ in what is left of a transaction then, so that whoever catches a failure and goes on would keep half a change.
    """

    def __init__(self, transaction: Transaction) -> None:
        """Work in one transaction."""
        self._in = transaction

    def __init_subclass__(cls) -> None:
        """Watch over all public methods, those of tomorrow too."""
        for name, method in list(vars(cls).items()):
            if isfunction(method) and not name.startswith("_"):
                setattr(cls, name, _whole(method))

    @contextmanager
    def _sound(self) -> Iterator[None]:
        self._in.must_be_sound()
        try:
            yield
        except RunFailed as failure:
            self._in.fail(failure)
            raise

    def _each_of(self, found: Iterator[Any]) -> Iterator[Any]:
        with self._sound():
            yield from found


def _whole(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def watched(records: Records, *given: Any, **named: Any) -> Any:  # noqa: ANN401  # whatever the method takes and gives
        with records._sound():
            found = method(records, *given, **named)
        return records._each_of(found) if isinstance(found, Iterator) else found

    return watched
