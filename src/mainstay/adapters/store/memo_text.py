"""Plain values as one text that keeps each as it is, and back."""

import json
from collections.abc import Mapping
from typing import Any

from mainstay.adapters.store.schema.columns import storable
from mainstay.domain.errors import RunFailed
from mainstay.domain.plan import Value


def memo_text(memo: Mapping[str, Value]) -> str:
    """Give what an action remembers as JSON, "" for nothing. Raises RunFailed for what cannot be kept."""
    if not memo:
        return ""
    try:
        return json.dumps(_plain(memo), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except (ValueError, TypeError, RecursionError) as error:
        raise RunFailed(
            f"what an action remembers cannot be kept: {error}",
            where="its memo",
            mend="tell whoever wrote the action",
        ) from error


def memo_of(text: str) -> Mapping[str, Value]:
    """Give what a text was made of. Raises ValueError or TypeError when it was made of none."""
    if not text:
        return {}
    told = values_of(json.loads(text))
    if not isinstance(told, dict):
        raise TypeError("no table")
    return told


def values_of(told: Any) -> Any:  # noqa: ANN401  # whatever JSON can say
    """Give what JSON said with lists as tuples."""
    if isinstance(told, dict):
        return {name: values_of(value) for name, value in told.items()}
    return tuple(map(values_of, told)) if isinstance(told, list) else told


def _plain(value: Value) -> object:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, Mapping):
        return {storable(name): _plain(inner) for name, inner in value.items()}
    return list(map(_plain, value)) if isinstance(value, tuple) else value
