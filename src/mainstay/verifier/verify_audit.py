"""Verifies an export of Mainstay's audit trail. It needs Python 3.11 and nothing else: copy this one file anywhere.

    python -I verify_audit.py EXPORT --key FILE [--key OLDER] [--anchors FILE]

It is written apart from the program whose trail it checks, so that a mistake in one is seen by the other. The rules are in
docs/decisions/0011-a-trail-sealed-by-one.md. Exit codes: 0 nothing is wrong, 1 something is, 2 the command line or a file
given cannot be used, 3 a file could not be read, 5 no key that was given fits, so nothing is proved.
"""

import argparse
import hashlib
import hmac
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

LONGEST_LINE = 16 << 20
MOST_FAULTS = 1_000
MOST_HELD_APART = 64
MOST_STRETCHES_APART = 100
REKEYED = "audit.rekey"
ROW = ("id", "at", "who", "door", "act", "about", "content", "detail", "record", "rules")
NUMBERS = {"id", "at", "place", "made", "sealed", "unsealed", "anchored", "count"}
DIGESTS = {"seal", "head", "digest"}
DIGEST = re.compile("[0-9a-f]{64}")
HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")
WORDS = {
    "key-missing": "sealed by a key that was not given, so that nothing about these rows is proved: places",
    "other-chain": "the anchors are those of another chain",
    "altered": "changed since they were sealed: places",
    "swapped": "moved from another place: places",
    "gap": "missing: places",
    "truncated": "told to the outside otherwise than they stand here (cut off, or made anew): places",
    "anchors-altered": "the anchors were changed, cut or not written by the key's holder: lines",
    "export-altered": "the export was changed or cut since it was made: lines",
    "not-yet-sealed": "not sealed when the export was made, which is no harm: places",
}
"""What can be wrong, in the order in which it is told."""

Fields = dict[str, int | str]


class Fault(NamedTuple):
    """One defect at the places, or lines, from `first` to `last`."""

    defect: str
    first: int
    last: int


class Link(NamedTuple):
    """A sealed row, its values in the order of ROW."""

    place: int
    row: tuple[int | str, ...]
    seal: str


class Faults:
    """All that was found, neighbours as one; past MOST_FAULTS of a kind they are only counted in `more`."""

    def __init__(self) -> None:
        self.found: dict[str, list[Fault]] = {defect: [] for defect in WORDS}
        self.more = 0

    def add(self, defect: str, first: int, last: int = 0) -> None:
        """Add a stretch."""
        known, last = self.found[defect], last or first
        if known and known[-1].last == first - 1:
            first = known.pop().first
        if len(known) < MOST_FAULTS:
            known.append(Fault(defect, first, last))
        else:
            self.more += 1

    def listed(self) -> list[Fault]:
        """Give them in the order in which they are told."""
        return [fault for known in self.found.values() for fault in known]


def encoded(value: int | str | tuple[object, ...]) -> bytes:
    """Give a value's bytes: a letter for its type, its length, and that many bytes or members."""
    if isinstance(value, tuple):
        return b"l%d:" % len(value) + b"".join(map(encoded, value))  # type: ignore[arg-type]  # members are the same
    content = b"%d" % value if isinstance(value, int) else value.encode()
    return (b"i" if isinstance(value, int) else b"s") + b"%d:" % len(content) + content


def digest(key: bytes, purpose: bytes, *told: object) -> str:
    """Give the HMAC-SHA256 (RFC 2104, hex) of some values for one purpose."""
    return hmac.digest(key, b"mainstay/" + purpose + b"/1\n" + encoded(told), "sha256").hex()


def sealing(key: bytes, place: int, before: str, row: tuple[int | str, ...]) -> str:
    """Give the seal of a row at a place after another seal."""
    return digest(key, b"audit", place, before, row)


def fields_of(line: bytes, *names: str) -> Fields | None:
    """Read a line that has exactly these fields in the one form that is allowed, None for any other."""
    try:
        found = json.loads(line)
        strict = json.dumps(found, ensure_ascii=True, sort_keys=True, separators=(",", ":")) + "\n"
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or found.keys() != set(names) or strict.encode() != line:
        return None
    return found if all(_is_proper(name, value, found) for name, value in found.items()) else None


def _is_proper(name: str, value: object, found: Fields) -> bool:
    if name in NUMBERS:
        return type(value) is int
    if not isinstance(value, str) or HALF_A_CHARACTER.search(value):
        return False
    has_none = name == "seal" and found.get("place") == 0
    return name not in DIGESTS or has_none or DIGEST.fullmatch(value) is not None


class Anchors:
    """What was told of a chain, oldest first. Iterate it once: it gives count and head; then the rest is known."""

    def __init__(self, lines: Iterable[bytes], chain: str, keys: list[bytes], faults: Faults) -> None:
        self._lines, self._chain, self._keys, self._faults = lines, chain, keys, faults
        self.lines = self.own = self.newest = 0

    def __iter__(self) -> Iterator[tuple[int, str]]:
        before, waiting = "first", 0
        for line in self._lines:
            self.lines += 1
            told = fields_of(line, "format", "chain", "count", "head", "at", "before", "seal")
            if told is None or told["format"] != "mainstay-anchor/1" or int(told["count"]) < 1:
                # Half a line that a power cut left is forgiven where the key's holder names its bytes in the next one.
                told, waiting = None, waiting or self.lines
            elif told["before"] not in {"", before}:
                waiting = self._give_up(waiting, self.lines - 1)
                self._faults.add("anchors-altered", self.lines)
            if told is not None:
                ours = self._is_ours(told)
                if ours and told["before"] == before:
                    waiting = 0
                if told["chain"] == self._chain:
                    self.own += 1
                    if ours:
                        self.newest = max(self.newest, int(told["count"]))
                        yield int(told["count"]), str(told["head"])
                    else:
                        waiting = waiting or self.lines
            before = hashlib.sha256(line).hexdigest()
        self._give_up(waiting, self.lines)

    def _is_ours(self, told: Fields) -> bool:
        values = [told[name] for name in ("chain", "count", "head", "at", "before")]
        seals = [digest(key, b"anchor", *values) for key in self._keys]
        return not seals or any(hmac.compare_digest(seal, str(told["seal"])) for seal in seals)

    def _give_up(self, waiting: int, last: int) -> int:
        if waiting:
            self._faults.add("anchors-altered", waiting, last)
        return 0


class Stretch:
    """The rows that one key sealed; which one is known from the first seal that fits."""

    def __init__(self, first: int) -> None:
        self.first = self.last = first
        self.key: bytes | None = None
        self.proved = False
        self._wrong: list[tuple[Link, str]] = []
        self._further = Faults()

    def look(self, link: Link, before: str | None, keys: list[bytes]) -> None:
        """Look at a row; `before` is None where the one before is missing, and nothing can be said."""
        self.last = link.place
        if before is None:
            return
        for key in keys if self.key is None else [self.key]:
            if hmac.compare_digest(sealing(key, link.place, before, link.row), link.seal):
                self.key = key
                return
        if len(self._wrong) < MOST_HELD_APART:
            self._wrong.append((link, before))
        else:
            self._further.add("altered", link.place)

    def judge(self, keys: list[bytes], faults: Faults, *, apart: bool) -> None:
        """Tell what is wrong. Where no seal fits, another key is the likelier reason, unless an anchor fits this one."""
        if self._wrong and self.key is None and not self.proved:
            faults.add("key-missing", self.first, self.last)
            return
        if self._wrong and apart:
            self._tell_apart(self.key or keys[0], faults)
        else:
            for link, _ in self._wrong:
                faults.add("altered", link.place)
        for fault in self._further.listed():
            faults.add(*fault)
        faults.more += self._further.more

    def _tell_apart(self, key: bytes, faults: Faults) -> None:
        meant: dict[int, str] = {}
        for link, stands in self._wrong:
            before = meant.get(link.place - 1, stands)
            seals = [(other, sealing(key, link.place, before, other.row)) for other, _ in self._wrong]
            fitting = [(other, seal) for other, seal in seals if seal in {other.seal, link.seal}]
            own = {other.place: seal for other, seal in seals}[link.place]
            if not fitting:
                faults.add("altered", link.place)
                meant[link.place] = own
            elif any(other is link for other, _ in fitting):
                meant[link.place] = own
            else:
                faults.add("swapped", link.place)
                meant[link.place] = fitting[0][1]


class Chain:
    """The rows of one chain, looked at one after another."""

    def __init__(self, name: str, keys: list[bytes], anchor_lines: Iterable[bytes], faults: Faults) -> None:
        self._keys, self._faults = keys, faults
        self._anchors = Anchors(anchor_lines, name, keys, faults)
        self._told = iter(self._anchors)
        self._next = next(self._told, None)
        self._before: str | None = f"chain:{name}"
        self._stretch, self._stretches = Stretch(1), 0
        self._otherwise: list[int] = []
        self.place = self.anchored = self.sealed = self.unsealed = 0

    def take(self, row: Fields | None) -> bool:
        """Take a row of the export, False when none can stand there."""
        if row is None:
            return False
        place, seal, values = int(row["place"]), str(row["seal"]), tuple(row[name] for name in ROW)
        if place > 0 and not self.unsealed:
            self.sealed += 1
            self._look(Link(place, values, seal))
            return True
        self.unsealed += 1
        return place == 0 and not seal

    def _look(self, link: Link) -> None:
        if link.place <= self.place:
            self._faults.add("swapped", link.place)
            return
        if link.place > self.place + 1:
            self._faults.add("gap", self.place + 1, link.place - 1)
            self._before = None
        if link.row[ROW.index("act")] == REKEYED:
            key, before = self._stretch.key, self._before
            if key is None or before is None or sealing(key, link.place, before, link.row) != link.seal:
                self._judge_stretch()
                self._stretch = Stretch(link.place)
        self._stretch.look(link, self._before, self._keys)
        self._hold_against_anchors(link)
        self.place, self._before = link.place, link.seal

    def end(self, remembered: int) -> None:
        """Judge, after the last row; `remembered` rows the exporting store says it has told to the outside."""
        self._judge_stretch()
        if self._otherwise:
            self._faults.add("truncated", self._otherwise[0], self._otherwise[-1])
        further = [self._next[0]] if self._next is not None else []
        most = max([remembered, *further, *(count for count, _ in self._told)])
        if most > self.place:
            self._faults.add("truncated", self.place + 1, most)
        if self._anchors.lines and not self._anchors.own:
            self._faults.found["other-chain"].append(Fault("other-chain", 0, 0))
        elif self._anchors.lines and self._anchors.newest < remembered:
            self._faults.add("anchors-altered", self._anchors.lines + 1)
        if self.unsealed:
            self._faults.add("not-yet-sealed", self.place + 1, self.place + self.unsealed)

    def _judge_stretch(self) -> None:
        self._stretches += 1
        self._stretch.judge(self._keys, self._faults, apart=self._stretches <= MOST_STRETCHES_APART)

    def _hold_against_anchors(self, link: Link) -> None:
        while self._next is not None and self._next[0] <= link.place:
            count, head = self._next
            if count == link.place:
                self._stretch.proved = self._stretch.proved or bool(self._keys)
                if head == link.seal:
                    self.anchored = count
                else:
                    self._otherwise = [*self._otherwise[:1], count]
            self._next = next(self._told, None)


class Report(NamedTuple):
    """What verifying gave: the numbers of rows that are sealed, wait and are anchored, and what is wrong."""

    chain: str
    sealed: int
    unsealed: int
    anchored: int
    faults: list[Fault]
    more: int


def verify(export: Iterable[bytes], keys: list[bytes], anchor_lines: Iterable[bytes] = ()) -> Report:
    """Verify an export, given as lines with their line feeds. Raises ValueError when it is none at all."""
    lines = iter(export)
    first = next(lines, b"")
    header = fields_of(first, "format", "chain", "made") or {}
    if header.get("format") != "mainstay-audit/1":
        raise ValueError("this is no export of an audit trail, or its first line was changed")
    faults, whole, name = Faults(), hashlib.sha256(first), str(header["chain"])
    chain = Chain(name, keys, anchor_lines, faults)
    trailer: Fields | None = None
    number = 1
    for number, line in enumerate(lines, 2):
        row = fields_of(line, "place", "seal", *ROW)
        end = fields_of(line, "sealed", "unsealed", "anchored", "digest", "seal") if row is None else None
        if trailer is None and end is not None:
            trailer = end
        elif trailer is not None or not chain.take(row):
            faults.add("export-altered", number)
        if trailer is None:
            whole.update(line)
    remembered = int(trailer["anchored"]) if trailer is not None else 0
    if trailer is None:
        faults.add("export-altered", number + 1)
    elif not _closes(trailer, name, whole.hexdigest(), (chain.sealed, chain.unsealed, remembered), keys):
        faults.add("export-altered", 1, number)
    chain.end(remembered)
    return Report(name, chain.sealed, chain.unsealed, chain.anchored, faults.listed(), faults.more)


def _closes(trailer: Fields, chain: str, whole: str, counts: tuple[int, int, int], keys: list[bytes]) -> bool:
    """Tell whether the trailer is the one of the bytes before it. Without the key that closed it only its digest counts."""
    if (trailer["digest"], trailer["sealed"], trailer["unsealed"]) != (whole, *counts[:2]):
        return False
    seals = [digest(key, b"audit-export", chain, whole, *counts) for key in keys]
    return not seals or any(hmac.compare_digest(seal, str(trailer["seal"])) for seal in seals)


def lines_of(path: str) -> Iterator[bytes]:
    """Read a file line by line; what is longer than LONGEST_LINE comes in pieces, which are no lines of an export."""
    with Path(path).open("rb") as file:
        yield from iter(lambda: file.readline(LONGEST_LINE), b"")


def key_of(path: str) -> bytes:
    """Read a key: 32 bytes, or as 64 hexadecimal digits. Raises ValueError for anything else."""
    with Path(path).open("rb") as file:
        key = file.read(100)
    if re.fullmatch(rb"[0-9a-f]{64}\n?", key):
        key = bytes.fromhex(key.decode())
    if len(key) != 32:
        raise ValueError("a key is a file of 32 bytes, or of 64 hexadecimal digits")
    return key


def told(report: Report, *, with_anchors: bool) -> Iterator[str]:
    """Give the report as lines of text."""
    for fault in report.faults:
        places = f"{fault.first}" if fault.first == fault.last else f"{fault.first} to {fault.last}"
        yield f"{fault.defect}: {WORDS[fault.defect]}{f' {places}' if fault.first else ''}"
    if report.more:
        yield f"and {report.more} more"
    yield f"chain {report.chain!a}: {report.sealed} sealed rows, {report.unsealed} not yet sealed"
    vouched = f"the outside vouches for the first {report.anchored} rows"
    yield (
        vouched if with_anchors else "without --anchors nobody can tell whether rows at the end were cut off"
    )


def main(arguments: list[str] | None = None) -> int:
    """Verify what the command line names, tell the result, and give the exit code."""
    parser = argparse.ArgumentParser(prog="verify_audit.py", description="Verify an exported audit trail.")
    parser.add_argument("export", metavar="EXPORT", help="the file that `mainstay audit export` wrote")
    parser.add_argument("--key", action="append", default=[], help="a key that sealed it; newest first")
    parser.add_argument("--anchors", help="the file that the anchors were written to")
    given = parser.parse_args(arguments)
    try:
        keys = [key_of(path) for path in given.key]
        anchor_lines = lines_of(given.anchors) if given.anchors else ()
        report = verify(lines_of(given.export), keys, anchor_lines)
    except ValueError as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    except OSError as error:
        sys.stderr.write(f"error: {error.strerror}: {error.filename!a}\n")
        return 3
    sys.stdout.write("".join(f"{line}\n" for line in told(report, with_anchors=bool(given.anchors))))
    defects = {fault.defect for fault in report.faults} - {"not-yet-sealed"}
    if not defects:
        sys.stdout.write("nothing is wrong\n")
        return 0
    return 5 if defects == {"key-missing"} else 1


if __name__ == "__main__":
    sys.exit(main())
