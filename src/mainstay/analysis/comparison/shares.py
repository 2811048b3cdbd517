"""Which of many texts hold most of another one, by the windows of tokens that they share."""

from collections.abc import Sequence

import numpy as np

from mainstay.analysis.duplication.tokens import Hashes

_COMMON = 20
"""A window that stands in more texts than this is boilerplate, such as a licence, and tells nothing."""


class Shares:
    """An index over the windows of some texts."""

    def __init__(self, texts: Sequence[Hashes]) -> None:
        """Take each text's windows; texts are told by their place in `texts`."""
        self._count = len(texts)
        unique = [np.unique(one) for one in texts]
        hashes = np.concatenate([*unique, np.empty(0, np.uint64)])
        owners = np.repeat(np.arange(self._count), [len(one) for one in unique])
        order = np.argsort(hashes, kind="stable")
        self._hashes, self._owners = hashes[order], owners[order]

    def of(self, text: Hashes, least: float) -> list[tuple[int, float]]:
        """Name the places of texts that hold at least the share `least` of this one's windows, the largest share first."""
        asked = np.unique(text)
        if not len(asked) or not self._count:
            return []
        first = np.searchsorted(self._hashes, asked, "left")
        held = np.searchsorted(self._hashes, asked, "right") - first
        held[held > _COMMON] = 0
        ends = np.cumsum(held)
        places = np.arange(ends[-1]) - np.repeat(ends - held, held) + np.repeat(first, held)
        shares = np.bincount(self._owners[places], minlength=self._count) / len(asked)
        found = np.flatnonzero(shares >= least)
        return sorted(
            ((int(place), float(shares[place])) for place in found), key=lambda one: (-one[1], one[0])
        )
