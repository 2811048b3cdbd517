"""What every place of anchors promises, tried on a file, a webhook, the system's log and the fake."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from mainstay.adapters.anchors.file import FileAnchors
from mainstay.adapters.anchors.late import LateAnchors
from mainstay.adapters.anchors.syslog import SyslogAnchors
from mainstay.adapters.anchors.webhook import WebhookAnchors
from mainstay.adapters.posting import address_of
from mainstay.analysis.chain.anchoring import read_anchor_line
from mainstay.analysis.chain.verifying import verify
from mainstay.domain.audit import Anchor
from mainstay.domain.errors import RunFailed
from mainstay.domain.secret import Secret
from mainstay.ports.anchors import AnchorPlace
from tests.fakes.anchor_places import Outside
from tests.fakes.audit_keys import MemoryKeys
from tests.fakes.clock import SetClock
from tests.fakes.receiver import receiving
from tests.fakes.trails import CHAIN, KEY, chained

LINKS = chained(9)
KEYS = MemoryKeys(KEY)


@dataclass(frozen=True)
class Witness:
    """A place, the lines that were told there, and one of the same kind at which nobody is."""

    place: AnchorPlace
    lines: Callable[[], list[bytes]]
    gone: AnchorPlace


@pytest.fixture(params=["file", "webhook", "log", "late", "fake"])
def witness(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Witness]:
    made = {
        "file": of_a_file,
        "webhook": of_a_webhook,
        "log": of_a_log,
        "late": of_a_late_one,
        "fake": of_the_fake,
    }
    yield from made[request.param](tmp_path)


def of_a_file(folder: Path) -> Iterator[Witness]:
    path = folder / "anchors"
    yield Witness(
        FileAnchors(path),
        lambda: path.read_bytes().splitlines(keepends=True),
        FileAnchors(folder / "none" / "anchors"),
    )


def of_a_late_one(folder: Path) -> Iterator[Witness]:
    (made,) = of_a_file(folder)
    yield Witness(LateAnchors("file", lambda: made.place), made.lines, LateAnchors("file", lambda: made.gone))


def of_a_webhook(folder: Path) -> Iterator[Witness]:
    key, clock = Secret("some key of 24 or more bytes"), SetClock()
    with receiving() as receiver:
        yield Witness(
            WebhookAnchors(address_of(Secret(receiver.address)), key, clock),
            lambda: [one.body for one in receiver.received],
            WebhookAnchors(address_of(Secret("http://127.0.0.1:1/hidden")), key, clock),
        )


def of_a_log(folder: Path) -> Iterator[Witness]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as log:
        log.bind(str(folder / "log"))
        log.setblocking(False)

        def lines() -> list[bytes]:
            got = []
            while True:
                try:
                    entry = log.recv(65_536)
                except BlockingIOError:
                    return got
                got.append(entry[entry.index(b"{") :] + b"\n")

        yield Witness(SyslogAnchors(f"unix:{folder}/log"), lines, SyslogAnchors(f"unix:{folder}/none"))


def of_the_fake(_folder: Path) -> Iterator[Witness]:
    place, gone = Outside(), Outside()
    gone.broken = True
    yield Witness(place, place.lines, gone)


def anchor(count: int) -> Anchor:
    return Anchor(CHAIN, count, LINKS[count - 1].seal, 1_767_225_600)


def test_what_is_told_stands_there_and_vouches_for_the_chain(witness: Witness) -> None:
    for count in (3, 9):
        witness.place.tell(anchor(count), KEY)
    lines = witness.lines()
    told = [read_anchor_line(line) for line in lines]
    assert [one.anchor for one in told if one is not None] == [anchor(3), anchor(9)]
    checked = verify(CHAIN, LINKS, 0, [KEY], lines, 9)
    assert (checked.anchored, checked.faults) == (9, ())


def test_telling_the_same_again_does_no_harm(witness: Witness) -> None:
    for count in (3, 3, 9, 9, 9):
        witness.place.tell(anchor(count), KEY)
    checked = verify(CHAIN, LINKS, 0, [KEY], witness.lines(), 9)
    assert (checked.anchored, checked.faults) == (9, ())


def test_what_did_not_arrive_is_told_without_a_secret(witness: Witness) -> None:
    with pytest.raises(RunFailed) as failed:
        witness.gone.tell(anchor(9), KEY)
    assert "hidden" not in f"{failed.value.what} {failed.value.where} {failed.value.mend}"


def test_each_has_a_name_for_people(witness: Witness) -> None:
    assert witness.place.name
    assert "hidden" not in witness.gone.name
