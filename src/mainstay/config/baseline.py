"""The baseline file: findings that were accepted as they are, read without trust and written so that people can compare."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cached_property
from typing import Annotated

import msgspec
from msgspec import Meta

from mainstay.analysis.suppression.reasons import LONGEST_REASON, end_of_day, reason_problem
from mainstay.domain.errors import ConfigurationError
from mainstay.present.visible import HIDDEN, visible

LARGEST = 12 << 20
MOST = 20_000
MOST_IMPORTS = 50_000
SCHEMA = "1"
_LONGEST_SYMBOL = 200
_LONGEST_PATH = 20_000  # 4,096 bytes (PATH_MAX), each of which may be written as an escape
_POSITION = re.compile(r" \(byte (\d+)\)$")
_PLACE = re.compile(r" - at `\$\.?(.*)`$")

_Day = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]
_NoDay = Annotated[str, Meta(pattern=r"^(?:[0-9]{4}-[0-9]{2}-[0-9]{2})?\Z")]

_Import = Annotated[str, Meta(max_length=1_000)]
_CODE = (
    r"^(?:[a-z][a-z0-9-]{0,39}(?:/[a-z][a-z0-9-]{0,39})?"
    r"|external:[A-Za-z0-9._+-]{1,60}(?:/[^\s,]{1,200})?)\Z"
)


class Accepted(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """One finding that was accepted on the day `accepted`, when it had the figure `value`.

    It is accepted up to and including the day `until`, or for good. `fingerprint` and `code` tell which finding;
    `path` and `symbol` are where it was then, for people. `imports` are those that a circle was made of.
    """

    path: Annotated[str, Meta(max_length=_LONGEST_PATH)]
    code: Annotated[str, Meta(pattern=_CODE)]
    symbol: Annotated[str, Meta(max_length=_LONGEST_SYMBOL)]
    value: float
    accepted: _Day
    until: _NoDay
    reason: Annotated[str, Meta(max_length=LONGEST_REASON)]
    fingerprint: Annotated[str, Meta(pattern=r"^[0-9a-f]{16}\Z")]
    imports: Annotated[tuple[_Import, ...], Meta(max_length=MOST_IMPORTS)] = ()

    @property
    def until_end(self) -> int:
        """The last second (since 1970, UTC) on which it holds, 0 where it holds for good."""
        return end_of_day(self.until) or 0 if self.until else 0

    @property
    def order(self) -> tuple[str, ...]:
        """What entries stand in the order of."""
        return self.path, self.code, self.symbol, self.fingerprint


class Baseline(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, dict=True):
    """What one baseline file holds."""

    schema: str = SCHEMA
    findings: Annotated[tuple[Accepted, ...], Meta(max_length=MOST)] = ()

    @cached_property
    def by_fingerprint(self) -> Mapping[str, Accepted]:
        """The entries by the fingerprint of their finding."""
        return {entry.fingerprint: entry for entry in self.findings}

    @cached_property
    def digest(self) -> str:
        """A text that is the same exactly for baselines that hold the same, "" for an empty one."""
        return hashlib.sha256(msgspec.json.encode(self.findings)).hexdigest() if self.findings else ""


NO_BASELINE = Baseline()
_DECODER = msgspec.json.Decoder(Baseline)


def read_baseline(data: bytes, file: str) -> Baseline:
    """Read a baseline. `file` names it in errors.

    Raises ConfigurationError, with the place, when it is above 12 MiB, no such document, or an entry cannot be used.
    """
    if len(data) > LARGEST:
        raise _refused("the baseline is too large", f"{file}: more than {LARGEST >> 20} MiB")
    try:
        baseline = _DECODER.decode(data)
    except msgspec.ValidationError as error:
        place = _PLACE.search(str(error))
        told = visible(_PLACE.sub("", str(error)), 200)
        raise _refused(
            f"the baseline cannot be used: {told}", f"{file}: {place[1] if place else ''}"
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        byte = _POSITION.search(str(error))
        line = data.count(b"\n", 0, int(byte[1])) + 1 if byte else 0
        raise _refused("the baseline is no JSON document", f"{file}:{line}" if line else file) from None
    _hold_to_its_word(baseline, file)
    return baseline


def _hold_to_its_word(baseline: Baseline, file: str) -> None:
    """Refuse what no schema can tell: another version, days that no calendar has, missing reasons, a finding named twice."""
    if baseline.schema != SCHEMA:
        what = f"the baseline has the schema {visible(baseline.schema, 20)}, and this version knows {SCHEMA}"
        raise _refused(what, file)
    seen: set[str] = set()
    for number, entry in enumerate(baseline.findings):
        days = all(end_of_day(day) is not None for day in (entry.accepted, entry.until or entry.accepted))
        problem = "" if days else "it has a day that no calendar has"
        problem = problem or reason_problem(entry.reason)
        if entry.fingerprint in seen:
            problem = "its fingerprint stands there twice"
        if problem:
            raise _refused(
                f"an entry of the baseline cannot be used: {problem}", f"{file}: findings[{number}]"
            )
        seen.add(entry.fingerprint)


def _refused(what: str, where: str) -> ConfigurationError:
    mend = 'mend it, take it back from the history, or look without it: --baseline ""'
    return ConfigurationError(what, where=where.removesuffix(": "), mend=mend)


def write_baseline(entries: Iterable[Accepted]) -> str:
    """Write entries as a baseline: a line each, always in the same order, so that a comparison shows what changed."""
    ordered = sorted(entries, key=lambda entry: entry.order)
    lines = [f"    {_spelt(entry)}" for entry in ordered]
    body = "[\n" + ",\n".join(lines) + "\n  ]" if lines else "[]"
    return f'{{\n  "schema": "{SCHEMA}",\n  "findings": {body}\n}}\n'


def symbol_of(symbol: str) -> str:
    """Give a symbol as an entry holds it."""
    return visible(symbol, _LONGEST_SYMBOL)


def day_of(at: int) -> str:
    """Give the day (UTC) of a moment in seconds since 1970."""
    return datetime.fromtimestamp(at, UTC).date().isoformat()


def _spelt(entry: Accepted) -> str:
    """Write one entry; what steers a terminal, cannot be seen or is no character is spelt out by JSON's own escapes."""
    value = int(entry.value) if float(entry.value).is_integer() else entry.value
    text = json.dumps({**msgspec.to_builtins(entry), "value": value}, ensure_ascii=False)
    return HIDDEN.sub(lambda hidden: json.dumps(hidden.group())[1:-1], text)
