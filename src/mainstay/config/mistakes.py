"""All that is wrong with plain data held against a schema: where, what is wrong there, and what would be right."""

import json
import re
import types
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec
from msgspec import Meta

from mainstay.config.nearest import nearest
from mainstay.present.visible import visible

_NAMES: dict[type, str] = {bool: "true or false", int: "a whole number", float: "a number", str: "a text"}
_READ_AS = {
    bool: "true or false",
    int: "a number",
    float: "a number",
    type(None): "nothing",
    list: "a list",
    dict: "a table",
}

# A pattern that is nothing but a choice between words.
_CHOICE = re.compile(r"\^\(\?:([a-z|-]+)\)\\Z")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong at a place such as `steps[0].do`; `mend` says what would be right."""

    place: str
    what: str
    mend: str


def mistakes(part: object, kind: Any, place: str = "") -> Iterator[Mistake]:  # noqa: ANN401  # any annotation
    """Give each mistake of plain data that should be of a `kind` (a type, or an annotation of one), in the data's order."""
    bare, metas = _bare(kind)
    members = (
        [one for one in get_args(bare) if one is not type(None)]
        if get_origin(bare) in {Union, types.UnionType}
        else []
    )
    if members:
        if part is not None or len(members) == len(get_args(bare)):
            yield from mistakes(part, Annotated[members[0], *metas] if metas else members[0], place)
        return
    found: list[Mistake] = []
    if isinstance(bare, type) and issubclass(bare, msgspec.Struct) and isinstance(part, dict):
        found += _of_table(part, bare, place)
    elif get_origin(bare) is tuple and isinstance(part, list):
        for number, one in enumerate(part):
            found += mistakes(one, get_args(bare)[0], f"{place}[{number}]")
    elif get_origin(bare) is dict and isinstance(part, dict):
        for name, one in part.items():
            found += mistakes(name, get_args(bare)[0], _below(place, name))
            found += mistakes(one, get_args(bare)[1], _below(place, name))
    if found:
        yield from found
        return
    try:
        msgspec.convert(part, kind)
    except msgspec.ValidationError as error:
        yield Mistake(place, *_said(part, bare, metas, str(error)))


def _of_table(part: dict[str, Any], kind: type[msgspec.Struct], place: str) -> Iterator[Mistake]:
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    meant: set[str] = set()
    for name in part:
        if name not in fields:
            likely = nearest(name, fields)
            meant.add(likely)
            told = f"did you mean {likely}?" if likely else "take it out"
            yield Mistake(_below(place, name), f"there is no {visible(name, 80)}", told)
    for name, field in fields.items():
        if name in part:
            yield from mistakes(part[name], field.type, _below(place, name))
        elif field.required and name not in meant:
            yield Mistake(_below(place, name), f"{name} is missing", f"say {name}")


def _said(part: object, bare: Any, metas: tuple[Meta, ...], error: str) -> tuple[str, str]:  # noqa: ANN401
    told = visible(part if isinstance(part, str) else json.dumps(part), 60)
    allowed = _allowed(bare, metas)
    if allowed and isinstance(part, str):
        likely = nearest(part, allowed)
        mend = f"did you mean {likely}? " if likely else ""
        return f"{told or 'an empty text'} is not allowed", f"{mend}allowed are {', '.join(allowed)}"
    wanted = str if isinstance(bare, type) and issubclass(bare, str) else bare
    if wanted is str and not isinstance(part, str):
        if isinstance(part, bool | int | float):
            return f"this is read as {_READ_AS[type(part)]}, and a text is wanted", "put it in quotes"
        return f"{_READ_AS.get(type(part), 'this')} stands where a text is wanted", "write a text"
    if wanted in _NAMES and type(part) in _READ_AS and not isinstance(part, str | int | float):
        return f"{_READ_AS[type(part)]} stands where {_NAMES[wanted]} is wanted", f"write {_NAMES[wanted]}"
    words = next((one.extra["words"] for one in metas if one.extra and "words" in one.extra), "")
    if words:
        # The value is not told: it could be a secret where a reference to one belongs.
        return f"this is not {words}", f"write {words}"
    if any(one.pattern is not None for one in metas):
        return "this is not of the form that is wanted", "the reference page of the file tells it"
    if wanted in _NAMES:
        limits = _limits(metas)
        return f"{told} is not {_NAMES[wanted]}{limits}", f"write {_NAMES[wanted]}{limits}"
    # What is left has no pattern in it: the length of a list, or a list where a table should stand.
    return visible(error[:1].lower() + error[1:].partition(" - at `")[0], 200).replace(
        "`", ""
    ), "mend the value"


def _allowed(bare: Any, metas: tuple[Meta, ...]) -> list[str]:  # noqa: ANN401
    if isinstance(bare, type) and issubclass(bare, Enum):
        return [str(one.value) for one in bare]
    patterns = (_CHOICE.fullmatch(one.pattern) for one in metas if one.pattern is not None)
    return next((found[1].split("|") for found in patterns if found), [])


def _limits(metas: tuple[Meta, ...]) -> str:
    least = next((one.ge for one in metas if one.ge is not None), None)
    most = next((one.le for one in metas if one.le is not None), None)
    longest = next((one.max_length for one in metas if one.max_length is not None), None)
    if longest is not None:
        return f" of at most {longest:,} characters"
    if least is not None and most is not None:
        return f" from {least:,} to {most:,}"
    return f" from {least:,} on" if least is not None else ""


def _bare(kind: Any) -> tuple[Any, tuple[Meta, ...]]:  # noqa: ANN401
    if get_origin(kind) is Annotated:
        inner, *more = get_args(kind)
        return inner, tuple(one for one in more if isinstance(one, Meta))
    return kind, ()


def _below(place: str, name: str) -> str:
    return f"{place}.{name}".removeprefix(".")
