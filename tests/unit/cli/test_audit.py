"""`mainstay audit` and `mainstay messages` over a trail and an outbox in memory."""

import io
from dataclasses import replace

import pytest

from mainstay.domain.audit import Anchor
from mainstay.domain.outbox import Delivery, Message
from mainstay.steps.seal.batches import seal_all
from mainstay.verifier import verify_audit
from tests.fakes.audit_doors import FakeAuditDoors
from tests.fakes.trails import anchor_lines, rows


@pytest.fixture
def doors() -> FakeAuditDoors:
    made = FakeAuditDoors()
    with made.store.writing() as work:
        work.trail.append(rows(3))
    seal_all(made.store, made.keys)
    with made.store.writing() as work:
        work.messages.add(
            Message(
                f"m{n}",
                "team",
                "topic\x1b[31m",
                "body",
                made.clock.now() - 7_200,
                Delivery.DEAD,
                15,
                0,
                "refused\u202e",
            )
            for n in range(2)
        )
    return made


def anchored(doors: FakeAuditDoors, place: int) -> None:
    links = list(doors.store.disk.held.links.values())
    doors.anchors["outside"] = anchor_lines(links, [place], chain=doors.store.disk.held.chain)
    with doors.store.writing() as work:
        work.trail.anchored(Anchor(doors.store.disk.held.chain, place, links[place - 1].seal, 0))


def test_a_whole_trail(command, doors) -> None:
    anchored(doors, 3)
    told = command("audit", "verify", "--anchors", "outside")
    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines() == [
        "chain c0ffee: 3 sealed rows, 0 not sealed yet",
        "the outside vouches for the first 3 rows",
        "nothing is wrong",
    ]
    assert "without --anchors" in command("audit", "verify").out


def test_an_altered_row_leaves_with_1(command, doors) -> None:
    links = doors.store.disk.held.links
    links[2] = replace(links[2], row=replace(links[2].row, who="mallory"))
    told = command("audit", "verify")
    assert told.code == 1
    assert "altered: changed since they were sealed: places 2\n" in told.out
    assert "nothing is wrong" not in told.out


def test_a_cut_end_leaves_with_1(command, doors) -> None:
    anchored(doors, 3)
    del doors.store.disk.held.links[3]
    told = command("audit", "verify", "--anchors", "outside")
    assert told.code == 1
    assert "truncated: " in told.out


def test_a_lost_key_leaves_with_5_and_the_chain_can_go_on(command, doors) -> None:
    doors.keys.lose()
    told = command("audit", "verify")
    assert (told.code, "mainstay audit rekey" in told.err) == (5, True)
    assert command("audit", "export").code == 5
    assert command("audit", "rekey").code == 2
    told = command("audit", "rekey", "--reason", "the disk\n broke")
    assert told.code == 0
    assert "from place 4 on the chain is sealed with a new key: the disk broke\n" in told.out
    told = command("audit", "verify")
    assert told.code == 5
    assert "places 1 to 3\n" in told.out


def test_a_change_of_keys_names_the_last_anchor_where_there_is_one(command, doors) -> None:
    anchored(doors, 3)
    told = command("audit", "rekey", "--reason", "yearly")
    assert told.out == "from place 4 on the chain is sealed with a new key: yearly; anchored up to 3\n"
    assert "verify as long as the old key is there" in told.err


def test_an_export_is_verified_elsewhere(command, doors) -> None:
    told = command("audit", "export")
    assert told.code == 0
    report = verify_audit.verify(io.BytesIO(told.out.encode()), list(doors.keys.known()))
    assert (report.sealed, report.faults) == (3, [])


def test_dead_messages_are_listed_and_harmless_to_show(command, doors) -> None:
    told = command("messages")
    assert told.code == 1
    assert told.out.splitlines()[:2] == [
        "m0  to team, topic\\x1b[31m, made 2 hours ago, 15 tries",
        "    refused\\u202e",
    ]


def test_they_are_sent_again_and_dropped_and_told_in_the_trail(command, doors) -> None:
    assert command("messages", "send-again", "m0", "m0").out == "due again: 1 message\n"
    assert command("messages", "drop", "m1").code == 2
    assert command("messages", "drop", "m1", "--reason", "told by phone").out == "dropped: 1 message\n"
    kept = doors.store.disk.held
    assert (kept.messages["m0"].delivery, kept.messages["m0"].tries) == (Delivery.DUE, 0)
    assert (kept.messages["m1"].delivery, kept.messages["m1"].error) == (Delivery.DROPPED, "refused\u202e")
    assert [(row.act, row.about, row.detail) for row in list(kept.rows.values())[3:]] == [
        ("message.send-again", "message:m0", ""),
        ("message.drop", "message:m1", "told by phone"),
    ]
    told = command("messages")
    assert (told.code, told.out) == (0, "Every message was delivered, or is still tried.\n")


def test_with_one_unknown_id_nothing_is_done(command, doors) -> None:
    told = command("messages", "send-again", "m0", "m7")
    assert told.code == 2
    assert "m7" in told.err
    assert doors.store.disk.held.messages["m0"].delivery is Delivery.DEAD
    assert len(doors.store.disk.held.rows) == 3
