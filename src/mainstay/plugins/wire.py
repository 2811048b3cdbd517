"""What goes between Mainstay and the process of a plugin: a request of ours, and an answer that is believed in nothing."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from mainstay.domain.plan import Value
from mainstay.plugins.collector import API, MOST_CODES, MOST_FIGURES, MOST_FINDINGS
from mainstay.plugins.installed import COLLECTOR
from mainstay.ports.action import Occasion
from mainstay.ports.plugins import Shown

LARGEST = 16 << 20
"""Bytes of an answer."""
COLLECT, DESCRIBE, FORESEE, ACT = "collect", "describe", "foresee", "act"


class ToldFinding(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """A finding as a plugin told it; nothing of it has been looked at."""

    code: str
    path: str
    text: str
    line: int = 0
    end_line: int = 0
    symbol: str = ""
    urgency: str = "low"
    value: float = 1.0
    limit: float = 0.0
    repair: str = ""
    evidence: tuple[str, ...] = ()
    key: str = ""


class ToldFigure(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """A figure as a plugin told it."""

    name: str
    value: float
    unit: str = ""


class ToldResult(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A result as an action of a plugin told it."""

    mark: str
    detail: str
    output: str
    memo: dict[str, Any]
    wake_at: int
    waits_for: str


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a plugin's process answers: what the plugin is, what it tells, whether there was `more`, or how it `failed`.

    `option` tells that it failed over an option that it was given. Of an action `looks` and `example` are what it is, `result`
    what came of it, and `begun` whether it was called at all.
    `lacking` is not its own word but its keeper's: what this system cannot keep it from.
    """

    failed: str = ""
    option: bool = False
    api: int = 0
    codes: Annotated[dict[str, str], Meta(max_length=MOST_CODES)] = {}
    options: msgspec.Raw = msgspec.Raw(b"{}")
    findings: Annotated[tuple[ToldFinding, ...], Meta(max_length=MOST_FINDINGS)] = ()
    figures: Annotated[tuple[ToldFigure, ...], Meta(max_length=MOST_FIGURES)] = ()
    more: bool = False
    looks: bool = False
    example: msgspec.Raw = msgspec.Raw(b"{}")
    result: ToldResult | None = None
    begun: bool = False
    lacking: tuple[str, ...] = ()


class Ended(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the plugin's process ended, as its keeper saw it.

    `reason` is "" for an end of its own with the exit status `status` (negative: the signal), else "time" or "output".
    `lacking` tells what this system could not keep it from.
    """

    reason: str
    status: int
    lacking: tuple[str, ...] = ()


class WrongAnswer(Exception):
    """An answer that is none, with the reason in a few words."""


_ANSWER = msgspec.json.Decoder(Answer)
_ENDED = msgspec.json.Decoder(Ended)


def request(
    action: str,
    *,
    name: str,
    entry: str,
    limits: Mapping[str, float],
    writable: str = "",
    root: str = "",
    files: Sequence[Shown] = (),
    options: Mapping[str, Any] | None = None,
    kind: str = COLLECTOR,
    confined: bool = True,
    parameters: Mapping[str, Value] | None = None,
    occasion: Occasion | None = None,
) -> bytes:
    """Give a request as one line.

    `entry` is the entry point's value ("package.module:object"), `limits` as `host.limits` takes them, `writable` a folder
    that the plugin may write to beside its own, "" for none. What is not `confined` keeps to its limits alone.
    """
    told = {
        "action": action,
        "api": API,
        "name": name,
        "entry": entry,
        "limits": dict(limits),
        "writable": writable,
        "root": root,
        "files": [(file.path, file.kind, file.language) for file in files],
        "options": dict(options or {}),
        "kind": kind,
        "confined": confined,
        "parameters": _plain(parameters or {}),
        "occasion": None if occasion is None else _told(occasion),
    }
    # Not with msgspec: a folder may have a name that is no text, which this writes as escapes.
    return json.dumps(told).encode("ascii") + b"\n"


def _told(occasion: Occasion) -> dict[str, Any]:
    """Give the plain fields of an occasion."""
    plain = {
        field.name: getattr(occasion, field.name) for field in fields(occasion) if field.name != "stopped"
    }
    return plain | {"memo": _plain(occasion.memo), "done": _plain(occasion.done)}


def _plain(value: Value) -> Any:  # noqa: ANN401  # whatever JSON can say
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value


def read_answer(data: bytes) -> tuple[Ended, Answer | None]:
    """Part what the keeper of the process said from what the plugin said; no answer where that was ended from outside.

    Raises WrongAnswer for what is none.
    """
    line, _, rest = data.partition(b"\n")
    try:
        ended = _ENDED.decode(line)
        if ended.reason or ended.status:
            return ended, None
        return ended, msgspec.structs.replace(_ANSWER.decode(rest), lacking=ended.lacking)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise WrongAnswer(f"its answer is none: {error}") from None
