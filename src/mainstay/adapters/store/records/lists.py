"""Several texts in one column."""

import json
from collections.abc import Sequence

from mainstay.adapters.store.schema.columns import storable


def joined(texts: Sequence[str]) -> str:
    """Give texts as one. Raises RunFailed for what cannot be kept."""
    return json.dumps([storable(str(text)) for text in texts], ensure_ascii=False)


def parted(text: str) -> tuple[str, ...]:
    """Give the texts that one was made of."""
    return tuple(json.loads(text))
