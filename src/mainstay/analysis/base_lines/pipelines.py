"""The images and versions that pipelines and compose files name, line by line: no YAML is built of what others wrote."""

import re
from collections.abc import Iterator

from mainstay.analysis.base_lines.images import expanded, of_image
from mainstay.analysis.base_lines.ranges import oldest_admitted
from mainstay.domain.base_line import BaseLine

_LONGEST = 500
_KEY = re.compile(r"([ ]*)(?:-[ ]{1,8})?([a-z-]{5,14})[ ]{0,8}:(?:[ ]+(\S.*))?$", re.ASCII)
_ITEM = re.compile(r"([ ]*)-[ ]+(\S.*)$", re.ASCII)
_IMAGES = {"image", "container"}
_VERSIONS = {"python-version": "python", "node-version": "nodejs"}
_RUNNER = re.compile(r"ubuntu-([0-9]{2}\.[0-9]{2})(?:-arm)?", re.ASCII)
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)*", re.ASCII)


def of_pipeline(path: str, text: str) -> Iterator[BaseLine]:
    """Give the base lines of a compose file, a workflow or the like; of several versions to test with the oldest known."""
    rows = text.splitlines()
    for place, row in enumerate(rows):
        at = _KEY.match(row) if len(row) <= _LONGEST else None
        if at is None:
            continue
        key, value = at[2], _bare(at[3] or "")
        if key in _IMAGES:
            image = expanded(value, {})
            yield from (BaseLine(path, place + 1, *one, f"{key}: {image}") for one in of_image(image))
        elif key == "runs-on" and (runner := _RUNNER.fullmatch(value)):
            yield BaseLine(path, place + 1, "ubuntu", runner[1], f"{key}: {value}")
        elif key in _VERSIONS:
            told = (
                _list(value)
                if value not in {"", "|"}
                else list(_items(rows[place + 1 : place + 101], len(at[1])))
            )
            yield from _oldest(path, place + 1, key, told)


def _oldest(path: str, line: int, key: str, told: list[str]) -> Iterator[BaseLine]:
    product = _VERSIONS[key]
    if len(told) == 1 and (one := _PLAIN.match(told[0])):
        yield BaseLine(path, line, product, one[0], f"{key}: {told[0]}")
    else:
        # As in a range, any of them will do: versions beside each other are alternatives.
        plain = [one for one in told if _PLAIN.match(one) or one[:1] in {">", "^", "~"}]
        oldest = oldest_admitted(product, " || ".join(plain)) if plain else None
        if oldest is not None:
            yield BaseLine(
                path, line, product, oldest, f"{key}: {', '.join(plain)}"[:_LONGEST], admitted=True
            )


def _bare(value: str) -> str:
    """Take off what stands behind a value as a remark, and quotation marks."""
    return value.partition(" #")[0].strip().strip("\"'")


def _list(value: str) -> list[str]:
    return [_bare(one) for one in value.strip("[]").split(",")]


def _items(rows: list[str], indent: int) -> Iterator[str]:
    for row in rows:
        item = _ITEM.match(row) if len(row) <= _LONGEST else None
        if item is None or len(item[1]) < indent or _KEY.match(row):
            if item is None and len(row) - len(row.lstrip()) > indent and _PLAIN.fullmatch(_bare(row)):
                yield _bare(row)
                continue
            return
        yield _bare(item[2])
