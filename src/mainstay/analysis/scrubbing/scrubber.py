"""Scrubs texts, whole or as they come: each stretch that a secret covers becomes one mark."""

from collections.abc import Iterable, Iterator

from mainstay.analysis.scrubbing.forms import forms_of
from mainstay.domain.secret import SHOWN, Secret


class Scrubber:
    """Knows some secrets and takes every form of them out of texts."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        """Know these secrets."""
        forms = {form for secret in secrets for form in forms_of(secret.reveal())}
        self._forms = sorted(forms)

    def scrub(self, text: str) -> str:
        """Give the text with a mark (`***`) for each stretch that secrets cover."""
        scrubbing = self.begin()
        return scrubbing.feed(text) + scrubbing.finish()

    def scrub_end(self, text: str) -> str:
        """Give the end of a longer text, scrubbed: what it begins with may be the rest of a secret, and is covered too."""
        parts: list[str] = []
        place = 0
        longest = max(map(len, self._forms), default=1)
        for first, last in self.stretches(text, min(longest - 1, len(text))):
            parts += text[place:first], SHOWN
            place = last
        return "".join(parts) + text[place:]

    def begin(self) -> "Scrubbing":
        """Begin a text that comes in pieces."""
        return Scrubbing(self)

    def stretches(self, text: str, covered: int = 0) -> Iterator[tuple[int, int]]:
        """Give the stretches that secrets cover, joined where they overlap; the first `covered` characters are known to be."""
        first, last = 0, covered
        for start, end in sorted(self._places(text)):
            if start >= last:
                if last > first:
                    yield first, last
                first = start
            last = max(last, end)
        if last > first:
            yield first, last

    def _places(self, text: str) -> Iterator[tuple[int, int]]:
        # A search for each form: what overlaps is found too, and a plain search is quicker than an expression of them all.
        for form in self._forms:
            place = text.find(form)
            while place >= 0:
                yield place, place + len(form)
                place = text.find(form, place + 1)

    def open_from(self, text: str) -> int:
        """Give the place from which on the end of a text could be the beginning of a secret, its length where it is none."""
        earliest = len(text)
        for form in self._forms:
            place = text.find(form[0], max(0, len(text) - len(form) + 1))
            while 0 <= place < earliest and not form.startswith(text[place:]):
                place = text.find(form[0], place + 1)
            earliest = min(earliest, place) if place >= 0 else earliest
        return earliest


class Scrubbing:
    """One text that comes in pieces. No more is held back than could be the beginning of a secret."""

    def __init__(self, scrubber: Scrubber) -> None:
        """Begin an empty text."""
        self._scrubber = scrubber
        self._held = ""
        self._covered = 0

    def feed(self, piece: str) -> str:
        """Give what can be shown by now."""
        text = self._held + piece
        return self._shown(text, self._scrubber.open_from(text))

    def finish(self) -> str:
        """Give the rest: nothing follows."""
        return self._shown(self._held, len(self._held))

    def _shown(self, text: str, end: int) -> str:
        parts: list[str] = []
        place, covered = 0, self._covered
        self._covered = 0
        for first, last in self._scrubber.stretches(text, covered):
            # A stretch that was begun before has its mark already.
            begun = covered > 0 and first == 0
            if first >= end and not begun:
                break
            parts.append(text[place:first] + ("" if begun else SHOWN))
            place = min(last, end)
            self._covered = max(0, last - end)
        parts.append(text[place:end])
        self._held = text[end:]
        return "".join(parts)
