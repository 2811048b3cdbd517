"""Plain data held against a schema, with errors that say where and what would be right, all of them at once."""

from typing import TypeVar

import msgspec

from mainstay.config.mistakes import Mistake, mistakes
from mainstay.config.yaml_places import Places, places_of
from mainstay.domain.errors import ConfigurationError
from mainstay.present.visible import visible

_Kind = TypeVar("_Kind", bound=msgspec.Struct)
_MOST_TOLD = 10


def convert(document: object, kind: type[_Kind], file: str, data: bytes = b"") -> _Kind:
    """Give the record of a `kind` that a document holds; `data` is the YAML that it was read from.

    Raises ConfigurationError where it says nothing, else with all mistakes, each with its line and column where the YAML is
    given, and its place.
    """
    if document is None:
        raise ConfigurationError("the file says nothing", where=file, mend="write in it what it is for")
    try:
        return msgspec.convert(document, kind)
    except msgspec.ValidationError as error:
        found = [*mistakes(document, kind)] or [Mistake("", visible(str(error), 200), "mend the value")]
    where = places_of(data)
    if len(found) == 1:
        raise ConfigurationError(
            found[0].what, where=located(file, found[0].place, where), mend=found[0].mend
        )
    more = [f"and {len(found) - _MOST_TOLD:,} more"] if len(found) > _MOST_TOLD else []
    if all(one.what.endswith(" is missing") for one in found):
        told = [located(file, one.place, where) for one in found[:_MOST_TOLD]]
        raise ConfigurationError("keys are missing", where="\n".join([*told, *more]), mend="say each of them")
    told = [f"{located(file, one.place, where)}: {one.what}; {one.mend}" for one in found[:_MOST_TOLD]]
    raise ConfigurationError(
        f"{len(found):,} things are wrong", where="\n".join([*told, *more]), mend="mend each of them"
    )


def located(file: str, place: str, places: Places) -> str:
    """Name the file, line and column as far as they are known, and the place; what is missing stands where it would."""
    mark = places.get(place)
    told = f"{file}:{mark[0]}:{mark[1]}" if mark else file
    return f"{told}: {visible(place, 120)}" if place else told
