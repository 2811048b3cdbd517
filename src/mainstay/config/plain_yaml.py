"""YAML as plain data: the core schema of YAML 1.2, without aliases, tags, or keys that come twice.

YAML 1.1, which the library reads by itself, takes `no` for False, `22:00` for 1320 and `2026-01-01` for a date; a settings file
that means something else than it says is worse than none. Aliases let a kilobyte unfold to gigabytes.
"""

import math
import re
from typing import Any, TypeAlias

import yaml

from mainstay.domain.errors import ConfigurationError
from mainstay.present.visible import visible

Plain: TypeAlias = "dict[str, Plain] | list[Plain] | str | int | float | bool | None"

QUICK: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""What parses first: libyaml, as it comes with PyYAML's wheels; it needs a fifth of the time."""

LARGEST = 1 << 20
"""Bytes of a file; more is refused."""

DEEPEST = 24
_MOST_NODES = 100_000
_LONGEST_NUMBER = 18
_NAMES = {
    "tag:yaml.org,2002:null": re.compile(r"~|null|Null|NULL|", re.ASCII),
    "tag:yaml.org,2002:bool": re.compile(r"true|True|TRUE|false|False|FALSE", re.ASCII),
    "tag:yaml.org,2002:int": re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", re.ASCII),
    "tag:yaml.org,2002:float": re.compile(
        r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
        re.ASCII,
    ),
}


def read(data: bytes, file: str) -> Plain:
    """Give what a file holds: mappings with text as keys, lists, text, finite numbers, booleans, None.

    Raises ConfigurationError with the place of the first thing that is not allowed or not YAML.
    """
    if len(data) > LARGEST:
        raise ConfigurationError(
            f"the file is larger than {LARGEST >> 20} MiB", where=file, mend="make it smaller"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigurationError(
            "the file is not UTF-8", where=f"{file}: byte {error.start}", mend="save it as UTF-8"
        ) from error
    try:
        return _Reading(file).quickly_of(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{file}:{mark.line + 1}:{mark.column + 1}" if mark else file
        what = visible(" ".join(filter(None, (error.context, error.problem))), 200)
        raise ConfigurationError(f"this is no YAML: {what}", where=place, mend="mend the line") from error
    except yaml.YAMLError as error:
        raise ConfigurationError(
            "this is no YAML: a character that may not stand there", where=file, mend="take it out"
        ) from error


def lines(data: bytes) -> dict[str, int]:
    """Give the line (from 1) on which each text of a file that `read` takes first stands as a key or a value."""
    found: dict[str, int] = {}
    for event in yaml.parse(data.decode("utf-8-sig"), Loader=yaml.SafeLoader):
        if isinstance(event, yaml.ScalarEvent) and event.start_mark is not None:
            found.setdefault(event.value, event.start_mark.line + 1)
    return found


class _Reading:
    """One document, read event by event: nothing is built of what is refused, however deep or long it is."""

    def __init__(self, file: str) -> None:
        self._file = file

    def quickly_of(self, text: str) -> Plain:
        try:
            # A mark of byte order in the midst is text to the one and nothing to the other.
            return self.of(text, yaml.SafeLoader if "\ufeff" in text else QUICK)
        except yaml.YAMLError:
            # The library's own parser takes some that libyaml does not, and tells better what is wrong and where.
            return self.of(text, yaml.SafeLoader)

    def of(self, text: str, loader: Any) -> Plain:  # noqa: ANN401  # as the library types it
        # Each open collection: what it is, and for a mapping the key that waits for its value.
        stack: list[tuple[list[Plain] | dict[str, Plain], list[str]]] = []
        result: Plain = None
        documents = 0
        for count, event in enumerate(yaml.parse(text, Loader=loader)):
            if count > _MOST_NODES:
                raise self._refused("the file holds too much", event, f"keep it under {_MOST_NODES:,} values")
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refused("a second document begins", event, "keep one document in a file")
            elif isinstance(event, yaml.AliasEvent):
                raise self._refused(
                    f"an alias (*{visible(event.anchor or '', 80)})", event, "write out what it stands for"
                )
            elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
                self._refuse_tag(event)
                if len(stack) >= DEEPEST:
                    raise self._refused(f"nested more than {DEEPEST} deep", event, "make it flatter")
                stack.append(([] if isinstance(event, yaml.SequenceStartEvent) else {}, []))
            elif isinstance(event, yaml.ScalarEvent):
                result = self._put(stack, self._scalar(event), event)
            elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
                done, _ = stack.pop()
                result = self._put(stack, done, event)
        return result

    def _put(
        self, stack: list[tuple[list[Plain] | dict[str, Plain], list[str]]], value: Plain, event: yaml.Event
    ) -> Plain:
        if stack:
            into, waiting = stack[-1]
            if isinstance(into, list):
                into.append(value)
            elif waiting:
                into[waiting.pop()] = value
            elif not isinstance(value, str):
                raise self._refused("a key that is no text", event, "put it between quotation marks")
            elif value in into:
                raise self._refused(f"{visible(value, 80)} stands here twice", event, "keep one of them")
            else:
                waiting.append(value)
        return value

    def _scalar(self, event: yaml.ScalarEvent) -> Plain:
        self._refuse_tag(event)
        if not event.implicit[0]:
            return event.value
        text = event.value
        kind = next((name for name, pattern in _NAMES.items() if pattern.fullmatch(text)), "")
        if kind.endswith("null"):
            return None
        if kind.endswith("bool"):
            return text.lower() == "true"
        if kind.endswith("int"):
            if len(text.lstrip("+-")) > _LONGEST_NUMBER:
                raise self._refused("a number of too many digits", event, "write a smaller one, or quote it")
            return int(text, 0) if text[:2] in {"0o", "0x"} else int(text)
        if kind.endswith("float"):
            number = math.inf if "n" in text.lower() else float(text)
            if not math.isfinite(number):
                raise self._refused("a number that is not finite", event, "write a finite one, or quote it")
            return number
        return text

    def _refuse_tag(self, event: yaml.NodeEvent) -> None:
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise self._refused(f"a tag ({visible(tag, 80)})", event, "leave it out")
        if event.anchor is not None:
            raise self._refused(f"an anchor (&{visible(event.anchor or '', 80)})", event, "leave it out")

    def _refused(self, what: str, event: yaml.Event, mend: str) -> ConfigurationError:
        mark = event.start_mark
        place = f"{self._file}:{mark.line + 1}:{mark.column + 1}" if mark else self._file
        return ConfigurationError(what, where=place, mend=mend)
