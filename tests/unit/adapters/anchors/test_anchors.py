"""Each place keeps what it is told, as lines that both verifiers read, and says so when it could not."""

import os
import re
import socket
import threading
from pathlib import Path

import pytest

from mainstay.adapters.anchors.file import FileAnchors, anchor_lines
from mainstay.adapters.anchors.syslog import SyslogAnchors, entry_of
from mainstay.adapters.anchors.webhook import WebhookAnchors
from mainstay.adapters.posting import address_of
from mainstay.analysis.chain.anchoring import FIRST, anchor_line, read_anchor_line
from mainstay.analysis.chain.verifying import verify
from mainstay.domain.audit import Anchor
from mainstay.domain.errors import ConfigurationError, RunFailed, UsageError
from mainstay.domain.secret import Secret
from mainstay.ports.anchors import ToldOtherwise
from tests.fakes.clock import SetClock
from tests.fakes.receiver import answer, hang, receiving
from tests.fakes.trails import CHAIN, KEY, OTHER_KEY, chained

LINKS = chained(9)


def anchor(place: int, chain: str = CHAIN) -> Anchor:
    return Anchor(chain, place, LINKS[place - 1].seal, 1_767_225_600)


def lines(path: Path) -> list[bytes]:
    return list(anchor_lines(path))


def test_a_file_holds_anchors_that_verify(tmp_path: Path) -> None:
    place = FileAnchors(tmp_path / "anchors")
    for count in (3, 6, 9):
        place.tell(anchor(count), KEY)
    checked = verify(CHAIN, LINKS, 0, [KEY], lines(tmp_path / "anchors"), 9)
    assert (checked.anchored, checked.faults) == (9, ())
    assert (tmp_path / "anchors").stat().st_mode & 0o777 == 0o600


def test_what_the_file_knows_is_not_told_again(tmp_path: Path) -> None:
    place = FileAnchors(tmp_path / "anchors")
    for count in (6, 6, 9):
        place.tell(anchor(count), KEY)
    told = [read_anchor_line(line) for line in lines(tmp_path / "anchors")]
    assert [line.anchor.count for line in told] == [6, 9]


@pytest.mark.parametrize(
    ("count", "head", "key"), [(10**15, "ab" * 32, OTHER_KEY), (6, "ab" * 32, KEY), (9, "", KEY)]
)
def test_a_line_that_contradicts_is_told_and_the_anchor_follows_it(
    tmp_path: Path, count: int, head: str, key: bytes
) -> None:
    path = tmp_path / "anchors"
    place = FileAnchors(path)
    other = Anchor(CHAIN, count, head or LINKS[count - 1].seal, 5)
    path.write_text(anchor_line(key, other, FIRST))
    with pytest.raises(ToldOtherwise) as failure:
        place.tell(anchor(6), KEY)
    assert failure.value.told == other
    place.tell(anchor(6), KEY)
    told = [read_anchor_line(line) for line in lines(path)]
    assert [line.anchor for line in told if line] == [other, anchor(6)]


def test_a_line_of_an_older_key_is_told_anew(tmp_path: Path) -> None:
    place = FileAnchors(tmp_path / "anchors")
    place.tell(anchor(6), OTHER_KEY)
    place.tell(anchor(6), KEY)
    assert len(lines(tmp_path / "anchors")) == 2


def test_two_chains_may_share_a_file(tmp_path: Path) -> None:
    place = FileAnchors(tmp_path / "anchors")
    for count, chain in ((6, CHAIN), (2, "other"), (9, CHAIN)):
        place.tell(anchor(count, chain), KEY)
    assert verify(CHAIN, LINKS, 0, [KEY], lines(tmp_path / "anchors")).faults == ()


def test_after_a_power_cut_in_a_line_the_file_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "anchors"
    place = FileAnchors(path)
    place.tell(anchor(3), KEY)
    place.tell(anchor(6), KEY)
    os.truncate(path, path.stat().st_size - 50)
    place.tell(anchor(9), KEY)
    assert len(lines(path)) == 3
    assert verify(CHAIN, LINKS, 0, [KEY], lines(path), 9).faults == ()


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(RunFailed, match="the file of anchors cannot be written"):
        FileAnchors(tmp_path / "none" / "anchors").tell(anchor(3), KEY)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "none", tmp_path / "pipe"):
        with pytest.raises(UsageError, match="the anchors cannot be read"):
            list(anchor_lines(path))


def webhook(address: str) -> WebhookAnchors:
    return WebhookAnchors(
        address_of(Secret(address)), Secret("some key of 24 or more bytes"), SetClock(), seconds=0.5
    )


def test_a_webhook_gets_the_line_signed() -> None:
    with receiving(answer(200)) as receiver:
        webhook(receiver.address).tell(anchor(9), KEY)
    (got,) = receiver.received
    assert verify(CHAIN, LINKS, 0, [KEY], [got.body]).anchored == 9
    assert got.headers["webhook-id"] == f"anchor-{CHAIN}-9"
    assert got.headers["webhook-signature"].startswith("v1,")


@pytest.mark.parametrize("behaviour", [answer(500), answer(302, Location="http://127.0.0.1:1/"), hang])
def test_a_webhook_that_does_not_take_it_is_told(behaviour) -> None:
    with (
        receiving(behaviour) as receiver,
        pytest.raises(RunFailed, match="an anchor was not taken") as failed,
    ):
        webhook(receiver.address).tell(anchor(9), KEY)
    assert "hidden" not in failed.value.what


ENTRY = re.compile(rb"<109>1 2026-01-01T00:00:00Z [!-~]+ mainstay - anchor - (\{.*\})")


def told(entry: bytes) -> int:
    return verify(CHAIN, LINKS, 0, [KEY], [ENTRY.fullmatch(entry)[1] + b"\n"]).anchored


def test_the_log_gets_an_entry_over_a_socket(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as log:
        log.bind(str(tmp_path / "log"))
        log.settimeout(10)
        SyslogAnchors(f"unix:{tmp_path}/log").tell(anchor(9), KEY)
        assert told(log.recv(65_536)) == 9


def test_the_log_gets_an_entry_over_udp() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as log:
        log.bind(("127.0.0.1", 0))
        log.settimeout(10)
        SyslogAnchors(f"udp:127.0.0.1:{log.getsockname()[1]}").tell(anchor(9), KEY)
        assert told(log.recv(65_536)) == 9


def test_the_log_gets_a_counted_entry_over_tcp() -> None:
    got: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as log:

        def take() -> None:
            connection, _ = log.accept()
            with connection, connection.makefile("rb") as file:
                got.append(file.read())

        thread = threading.Thread(target=take)
        thread.start()
        SyslogAnchors(f"tcp:127.0.0.1:{log.getsockname()[1]}").tell(anchor(9), KEY)
        thread.join()
    length, _, entry = got[0].partition(b" ")
    assert int(length) == len(entry)
    assert told(entry) == 9


def test_a_log_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(RunFailed, match="an anchor was not logged"):
        SyslogAnchors(f"unix:{tmp_path}/none").tell(anchor(9), KEY)


@pytest.mark.parametrize(
    "target", ["", "/dev/log", "unix:log", "udp:127.0.0.1", "http:127.0.0.1:1", "tcp::1:5"]
)
def test_a_place_that_is_no_log_is_refused(target: str) -> None:
    with pytest.raises(ConfigurationError):
        SyslogAnchors(target)


def test_an_entry_stays_one_entry_whatever_the_machine_is_called() -> None:
    assert (
        entry_of(0, "{}", "my host\n\u202e") == b"<109>1 1970-01-01T00:00:00Z myhost mainstay - anchor - {}"
    )
    assert entry_of(0, "{}", "\n").split()[2] == b"-"
