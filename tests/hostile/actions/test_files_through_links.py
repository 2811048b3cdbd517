"""Writing a file while somebody swaps it, and the folders above it, for links that lead out: nothing outside is touched."""

import os
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from mainstay.adapters.actions.file import FileAction
from mainstay.domain.plan import Value
from mainstay.domain.run import Mark, Purpose
from tests.fakes.occasions import occasion
from tests.hostile.room import LONG

TURNS = 4_000 if LONG else 250


@contextmanager
def swapping(place: Path, others: list[Path]) -> Iterator[None]:
    """Put one of some things in a place, then the next, as fast as it goes, until the end of the block."""
    over = threading.Event()

    def swap() -> None:
        spare = place.with_name("aside")
        while not over.is_set():
            for other in others:
                with suppress(OSError):
                    place.rename(spare)
                with suppress(OSError):
                    other.rename(place)
                with suppress(OSError):
                    place.rename(other)
                with suppress(OSError):
                    spare.rename(place)

    thread = threading.Thread(target=swap)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "shop.conf").write_text("precious")
    return folder


def untouched(outside: Path) -> bool:
    return sorted(outside.iterdir()) == [outside / "shop.conf"] and (
        (outside / "shop.conf").read_text() == "precious"
    )


@pytest.mark.parametrize("swapped", ["file", "folder"])
def test_whatever_is_swapped_meanwhile_nothing_outside_is_touched(
    tmp_path: Path, outside: Path, swapped: str
) -> None:
    root = tmp_path / "root"
    inner = root / "conf.d"
    inner.mkdir(parents=True)
    path = inner / "shop.conf"
    path.write_text("ours")
    place = path if swapped == "file" else inner
    links = [root / "link", root / "other link"]
    links[0].symlink_to(outside / "shop.conf" if swapped == "file" else outside)
    links[1].symlink_to("../../outside/shop.conf" if swapped == "file" else "../outside")
    kind = FileAction((root,), tmp_path / "kept")
    chance = random.Random(6)
    ways: list[dict[str, Value]] = [
        {"content": "new"},
        {"content": "newer", "mode": "0666"},
        {"absent": True},
    ]
    marks = set()
    with swapping(place, links):
        for number in range(TURNS):
            parameters = {"path": str(path), **chance.choice(ways)}
            marks.add(kind.act(parameters, occasion(run=f"r{number}")).mark)
            undo = occasion(run=f"u{number}", undoes=f"r{number}", purpose=Purpose.UNDO)
            marks.add(kind.act({"path": str(path), "restore": True}, undo).mark)
            with suppress(OSError):
                # Made anew where it was removed, so that there is something to swap.
                os.close(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_NOFOLLOW, 0o600))
    assert untouched(outside)
    assert {Mark.DONE, Mark.NOT_BEGUN} <= marks
    assert (outside / "shop.conf").stat().st_mode & 0o777 == 0o644
