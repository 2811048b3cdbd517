"""Parameters as a file holds them, as the values that plans are made of."""

from collections.abc import Mapping

from mainstay.domain.plan import Value


def parameters_of(table: Mapping[str, object]) -> dict[str, Value]:
    """Give a table of plain data with its lists as tuples. Raises TypeError for what is no plain data."""
    return {name: _value(inner) for name, inner in table.items()}


def _value(value: object) -> Value:
    if isinstance(value, list):
        return tuple(map(_value, value))
    if isinstance(value, dict):
        return parameters_of(value)
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise TypeError(f"no plain data: {type(value).__name__}")
