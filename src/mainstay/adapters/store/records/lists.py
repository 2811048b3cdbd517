"""Several texts in one column, and in one statement."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from mainstay.adapters.store.schema.columns import storable

# Databases bound how many values a statement may name.
_AT_ONCE = 500


def joined(texts: Sequence[str]) -> str:
    """Give texts as one. Raises RunFailed for what cannot be kept."""
    return json.dumps([storable(str(text)) for text in texts], ensure_ascii=False)


def parted(text: str) -> tuple[str, ...]:
    """Give the texts that one was made of."""
    return tuple(json.loads(text))


def portions(texts: Iterable[str]) -> Iterator[list[str]]:
    """Give texts, each once, in lists that are short enough for a statement."""
    waiting = iter(sorted(set(texts)))
    while portion := list(islice(waiting, _AT_ONCE)):
        yield portion
