"""Copied code by comparing every run of tokens with every other: no hashing, no choosing, no arrays."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

SPACE = set(b"\t\n\x0b\x0c\r \\")
WORD = set(b"0123456789_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") | set(range(128, 256))


@dataclass(frozen=True)
class Token:
    """One token and the line (1-based) that it begins on."""

    text: bytes
    line: int


def tokens(source: bytes, skipped: Iterable[tuple[int, int]] = ()) -> list[Token]:
    """Cut a text into words and single marks; spans in `skipped` count as white space."""
    hidden = {place for start, end in skipped for place in range(start, end)}
    found: list[Token] = []
    line = 1
    grows = False
    for place, byte in enumerate(source):
        blank = place in hidden or byte in SPACE
        if not blank and byte in WORD and grows:
            found[-1] = Token(found[-1].text + bytes([byte]), found[-1].line)
        elif not blank:
            found.append(Token(bytes([byte]), line))
        grows = not blank and byte in WORD
        line += byte == 10
    return found


Run = tuple[bytes, ...]


def runs(text: Sequence[Token], size: int) -> list[Run]:
    """Give every run of `size` tokens, by its first one."""
    words = [token.text for token in text]
    return [tuple(words[start : start + size]) for start in range(len(words) - size + 1)]


@dataclass(frozen=True)
class Places:
    """Where each run of `size` tokens stands in a snapshot of texts."""

    size: int
    found: dict[Run, list[tuple[int, int]]]
    runs: list[list[Run]]

    def repeats_soon(self, run: Run) -> bool:
        """Tell whether a run begins again within itself in any text."""
        at = self.found[run]
        return any(
            one == other and first < second < first + self.size for one, first in at for other, second in at
        )

    def again(self, text: int, start: int) -> bool:
        """Tell whether the run that begins at a token stands a second time, without overlapping itself."""
        at = self.found[self.runs[text][start]]
        return any(other != text or abs(second - start) >= self.size for other, second in at)


def places(texts: Sequence[Sequence[Token]], size: int) -> Places:
    """Look at all runs of all texts; a text that is given twice stands twice."""
    found: dict[Run, list[tuple[int, int]]] = {}
    all_runs = [runs(text, size) for text in texts]
    for number, own in enumerate(all_runs):
        for start, run in enumerate(own):
            found.setdefault(run, []).append((number, start))
    return Places(size, found, all_runs)


def shared_runs(texts: Sequence[Sequence[Token]], least: int, proven: int) -> Iterator[tuple[int, int, int]]:
    """Give (text, first token, length) of each longest run of at least `least` tokens that stands again elsewhere.

    A run in which any `proven` tokens begin again before they end is left out: data that repeats itself is no copy.
    """
    small = places(texts, proven)
    words = [[token.text for token in text] for text in texts]
    for one, own in enumerate(words):
        for other, their in enumerate(words):
            for shift in range(-len(their) + 1, len(own)):
                if one == other and abs(shift) < proven:
                    continue
                start = None
                for place in range(max(shift, 0), min(len(own), len(their) + shift) + 1):
                    inside = place < min(len(own), len(their) + shift)
                    if inside and own[place] == their[place - shift]:
                        start = place if start is None else start
                    elif start is not None:
                        if place - start >= least and not _repeats(small, one, start, place):
                            yield one, start, place - start
                        start = None


def _repeats(small: Places, text: int, start: int, end: int) -> bool:
    return any(small.repeats_soon(run) for run in small.runs[text][start : end - small.size + 1])
