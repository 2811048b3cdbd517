"""The plugin's process itself: confined first, then the plugin is loaded, held to its word, and asked."""

import os
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from mainstay.plugins.collector import (
    API,
    MOST_CODES,
    MOST_FIGURES,
    MOST_FINDINGS,
    Figure,
    File,
    Finding,
    Subject,
)
from mainstay.plugins.host.agreed import refuse_other
from mainstay.plugins.host.carrying_out import Begun, carried_out
from mainstay.plugins.host.refused import OptionRefused, Refused
from mainstay.plugins.host.shelter import shelter

_ANSWER = 3
_TOLD = 300


def work(request: dict[str, Any], writing: int, scratch: Path) -> None:
    """Do what is asked and write the answer to `writing`, with nothing else open and within the limits; then end.

    The first line of the answer is ours and written before anything of the plugin is loaded: what it is not kept from.
    """
    _leave_open_only(writing)
    os.chdir(scratch)
    os.environ.update(HOME=str(scratch), TMPDIR=str(scratch))
    tempfile.tempdir = str(scratch)
    lacking: list[str] = []
    begun = Begun()
    try:
        try:
            lacking = shelter(request, scratch)
        finally:
            os.write(_ANSWER, msgspec.json.encode(lacking) + b"\n")
        told = _answer(request, begun)
    except OptionRefused as error:
        told = {"failed": str(error), "option": True}
    except Refused as error:
        told = {"failed": str(error)}
    except BaseException as error:  # noqa: BLE001  # the edge of a process, whose end is told
        told = {"failed": f"{type(error).__name__}: {_last_place(error)}{str(error)[:_TOLD]}"}
    with os.fdopen(_ANSWER, "wb") as answer:
        answer.write(_encoded(told | {"begun": begun.yes}))
    # Without what the plugin wants done at the end.
    os._exit(0)


def _leave_open_only(writing: int) -> None:
    """Keep standard error and the answer; what is printed goes to the former, and there is nothing to read."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.dup2(writing, _ANSWER)
    os.closerange(_ANSWER + 1, os.sysconf("SC_OPEN_MAX"))


def _answer(request: dict[str, Any], begun: Begun) -> dict[str, Any]:
    collector = _loaded(request["entry"])
    if request["kind"] == "action":
        return carried_out(collector, request, begun)
    described = _held_to_its_word(collector, request["name"])
    options = _options(collector, request["options"])
    if request["action"] != "collect":
        return described
    if not os.access(request["root"], os.R_OK | os.X_OK):
        # A plugin that sees no file finds nothing, and that would look like good news.
        raise Refused("the work tree belongs to another user and cannot be read without the rights of root")
    files = tuple(File(path, kind, language) for path, kind, language in request["files"])
    items = collector.collect(Subject(Path(request["root"]), files, options))
    if not isinstance(items, Iterable):
        raise Refused("collect gives nothing that can be gone through")
    return described | _gathered(items)


def _loaded(entry: str) -> Any:  # noqa: ANN401  # whatever the plugin has
    module, _, names = entry.partition(":")
    found = import_module(module)
    for name in names.split("."):
        found = getattr(found, name)
    return found() if isinstance(found, type) else found


def _held_to_its_word(collector: Any, name: str) -> dict[str, Any]:  # noqa: ANN401  # whatever the plugin has
    """Give what the collector is. Raises Refused where it is none, or one for another version."""
    refuse_other(collector, name, API)
    codes = getattr(collector, "codes", None)
    if not isinstance(codes, Mapping) or not all(
        isinstance(one, str) for pair in codes.items() for one in pair
    ):
        raise Refused("its codes are no mapping of codes to sentences")
    if len(codes) > MOST_CODES:
        raise Refused(f"it has more than {MOST_CODES} codes")
    if not callable(getattr(collector, "collect", None)):
        raise Refused("it has no method collect")
    kind = getattr(collector, "options", None)
    if not isinstance(kind, type) or not issubclass(kind, msgspec.Struct):
        raise Refused("its options are no class made of msgspec.Struct")
    needed = [field.name for field in msgspec.structs.fields(kind) if field.required]
    if needed:
        raise Refused(f"its options have no default for {', '.join(needed)}")
    schema = msgspec.Raw(msgspec.json.encode(msgspec.json.schema(kind)))
    return {"api": API, "codes": dict(codes), "options": schema}


def _options(collector: Any, given: dict[str, Any]) -> Any:  # noqa: ANN401  # the plugin's own class
    """Give the options. Raises OptionRefused for one that there is not, or of another type."""
    known = [field.encode_name for field in msgspec.structs.fields(collector.options)]
    for name in given:
        if name not in known:
            there = f"there are {', '.join(known)}" if known else "it has none"
            raise OptionRefused(f"it has no option {name!r}: {there}")
    try:
        return msgspec.convert(given, collector.options)
    except msgspec.ValidationError as error:
        raise OptionRefused(f"an option cannot be used: {error}") from None


def _gathered(items: Iterable[Any]) -> dict[str, Any]:
    """Go through what the collector tells, as far as an answer goes. Raises Refused for what is neither of both."""
    findings: list[dict[str, Any]] = []
    figures: list[dict[str, Any]] = []
    for item in islice(items, MOST_FINDINGS + MOST_FIGURES + 1):
        into = findings if isinstance(item, Finding) else figures if isinstance(item, Figure) else None
        if into is None:
            raise Refused(f"it tells a {type(item).__name__}, and no Finding or Figure")
        into.append(asdict(item))
    more = len(findings) > MOST_FINDINGS or len(figures) > MOST_FIGURES
    return {"findings": findings[:MOST_FINDINGS], "figures": figures[:MOST_FIGURES], "more": more}


def _last_place(error: BaseException) -> str:
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    return f"({Path(last.tb_frame.f_code.co_filename).name}:{last.tb_lineno}) " if last is not None else ""


def _encoded(told: dict[str, Any]) -> bytes:
    try:
        return msgspec.json.encode(told)
    except UnicodeEncodeError:
        return msgspec.json.encode(_spelt(told))
    except (TypeError, ValueError, RecursionError, MemoryError) as error:
        sys.stderr.write(f"{error}\n")
        failed = "what it tells holds values of other types than it should"
        return msgspec.json.encode({"failed": failed, "begun": told["begun"]})


def _spelt(value: Any) -> Any:  # noqa: ANN401  # any plain value in, the same out
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {_spelt(key): _spelt(item) for key, item in value.items()}
    return [_spelt(item) for item in value] if isinstance(value, list | tuple) else value
