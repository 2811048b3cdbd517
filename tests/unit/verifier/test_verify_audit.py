"""The verifier that stands alone: it needs nothing but Python, misses no edit, and agrees with the program's own."""

import ast
import fnmatch
import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.analysis.chain.sealing import REKEYED, sealed
from mainstay.analysis.chain.verifying import verify as verified_within
from mainstay.domain.audit import Link
from mainstay.verifier import verify_audit
from tests.fakes.trails import CHAIN, KEY, OTHER_KEY, anchor_lines, chained, exported, rows

LINKS = chained(4)
ANCHORS = anchor_lines(LINKS, [2, 4])
EXPORT = exported(LINKS, rows(1, first=9), remembered=4)


def run(
    folder: Path,
    export: Sequence[bytes],
    *,
    keys: Sequence[bytes] = (KEY,),
    anchors: Sequence[bytes] | None = None,
):
    """Run it as an auditor would: the file alone, elsewhere, without any installed package."""
    alone = folder / "verify_audit.py"
    alone.write_bytes(Path(verify_audit.__file__).read_bytes())
    (folder / "export").write_bytes(b"".join(export))
    command = [sys.executable, "-I", "-S", str(alone), str(folder / "export")]
    for number, key in enumerate(keys):
        (folder / f"key{number}").write_bytes(key)
        command += ["--key", str(folder / f"key{number}")]
    if anchors is not None:
        (folder / "anchors").write_bytes(b"".join(anchors))
        command += ["--anchors", str(folder / "anchors")]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, timeout=60)


def found(
    export: Sequence[bytes], keys: Sequence[bytes] = (KEY,), anchors: Sequence[bytes] = ()
) -> list[tuple[str, int, int]]:
    return [tuple(fault) for fault in verify_audit.verify(export, list(keys), anchors).faults]


def test_it_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse(Path(verify_audit.__file__).read_text())
    names = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module])
    }
    assert names <= sys.stdlib_module_names


def test_a_good_export(tmp_path: Path) -> None:
    ended = run(tmp_path, EXPORT, anchors=ANCHORS)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.splitlines() == [
        "not-yet-sealed: not sealed when the export was made, which is no harm: places 5",
        "chain '5f0c': 4 sealed rows, 1 not yet sealed",
        "the outside vouches for the first 4 rows",
        "nothing is wrong",
    ]


def test_without_anchors_it_says_what_it_cannot_tell(tmp_path: Path) -> None:
    ended = run(tmp_path, EXPORT)
    assert ended.returncode == 0
    assert "without --anchors nobody can tell" in ended.stdout


@pytest.mark.parametrize(
    ("export", "keys", "anchors", "code", "words"),
    [
        (
            [*EXPORT[:2], EXPORT[2].replace(b"user2", b"eve"), *EXPORT[3:]],
            [KEY],
            ANCHORS,
            1,
            "altered: * places 2",
        ),
        ([*EXPORT[:2], *EXPORT[3:]], [KEY], ANCHORS, 1, "gap: missing: places 2"),
        (EXPORT[:4], [KEY], ANCHORS, 1, "export-altered: * lines 5"),
        (exported(LINKS[:3]), [KEY], ANCHORS, 1, "truncated: * places 4"),
        (EXPORT, [KEY], ANCHORS[:1], 1, "anchors-altered: * lines 2"),
        (EXPORT, [KEY], [], 0, "nothing is wrong"),
        (exported(LINKS, key=OTHER_KEY), [OTHER_KEY], None, 5, "key-missing: * places 1 to 4"),
        (EXPORT, [], None, 5, "key-missing: * places 1 to 4"),
        ([b"{}\n"], [KEY], None, 2, "error: this is no export*"),
        ([], [KEY], None, 2, "error: this is no export*"),
        (EXPORT, [b"short"], None, 2, "error: a key is a file of 32 bytes*"),
        (EXPORT, [KEY.hex().encode() + b"\n"], None, 0, "nothing is wrong"),
    ],
)
def test_what_is_wrong_is_told_in_words_and_by_the_exit_code(
    tmp_path: Path, export, keys, anchors, code: int, words: str
) -> None:
    ended = run(tmp_path, export, keys=keys, anchors=anchors)
    assert fnmatch.filter((ended.stdout + ended.stderr).splitlines(), words)
    assert ended.returncode == code
    assert "Traceback" not in ended.stderr


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    missing = str(tmp_path / "no\x1bthing")
    ended = subprocess.run(
        [sys.executable, "-I", "-S", verify_audit.__file__, missing], capture_output=True, text=True
    )
    assert ended.returncode == 3
    assert ended.stderr.startswith("error: No such file")
    assert "\x1b" not in ended.stderr


@pytest.mark.parametrize("which", ["export", "key0", "anchors"])
def test_what_is_no_ordinary_file_is_told_at_once(tmp_path: Path, which: str) -> None:
    run(tmp_path, EXPORT, anchors=ANCHORS)
    (tmp_path / which).unlink()
    os.mkfifo(tmp_path / which)
    command = [
        sys.executable,
        "-I",
        "-S",
        "verify_audit.py",
        "export",
        "--key",
        "key0",
        "--anchors",
        "anchors",
    ]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=60)
    assert (ended.returncode, ended.stderr) == (2, f"error: '{which}' is no ordinary file\n")


def test_every_single_byte_of_a_small_export_counts() -> None:
    whole = b"".join(exported(chained(2), rows(1, first=9), remembered=2))
    missed = []
    for place in range(len(whole)):
        for other in {whole[place] ^ 1, whole[place] ^ 0x20, 0x20, 0x0A, 0x30} - {whole[place]}:
            edited = whole[:place] + bytes([other]) + whole[place + 1 :]
            if is_good(edited):
                missed.append((place, other))
    assert missed == []


def test_every_single_byte_of_a_file_of_anchors_counts_for_both() -> None:
    whole = b"".join(ANCHORS)
    missed = []
    for place in range(len(whole)):
        for other in {whole[place] ^ 1, whole[place] ^ 0x20, 0x0A} - {whole[place]}:
            edited = list(io.BytesIO(whole[:place] + bytes([other]) + whole[place + 1 :]))
            alone = {defect for defect, _, _ in found(EXPORT, anchors=edited)} - {"not-yet-sealed"}
            within = verified_within(CHAIN, LINKS, 0, [KEY], edited, 4)
            if not alone or alone != {fault.defect.value for fault in within.faults}:
                missed.append((place, other, alone))
    assert missed == []


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_edit_of_a_few_bytes_is_missed(data: st.DataObject) -> None:
    whole = b"".join(EXPORT)
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 40)))
    put = data.draw(st.binary(max_size=8) | st.sampled_from([b" ", b"\n", b"\r\n", b"0", b"\\u0031", b"\t"]))
    edited = whole[:start] + put + whole[end:]
    assert is_good(edited) is (edited == whole)


def is_good(export: bytes) -> bool:
    try:
        faults = found(list(io.BytesIO(export)))
    except ValueError:
        return False
    return {defect for defect, _, _ in faults} <= {"not-yet-sealed"}


@given(st.lists(st.binary(max_size=60) | st.sampled_from(EXPORT + ANCHORS), max_size=8), st.booleans())
@settings(max_examples=200, deadline=None)
def test_any_lines_lead_to_a_verdict(lines: list[bytes], headed: bool) -> None:
    lines = [line.replace(b"\n", b"") + b"\n" for line in lines]
    try:
        verify_audit.verify([EXPORT[0], *lines] if headed else lines, [KEY], lines)
    except ValueError:
        assert not headed or lines[:1] != [EXPORT[1]]


@pytest.mark.parametrize(
    "line", [b'{"a":' * 5_000, b'{"place":1' + b"0" * 5_000 + b"}", b'"\\ud800"', b"NaN", b"\xff\xfe{"]
)
def test_vile_lines_are_faults_and_no_crash(line: bytes) -> None:
    assert ("export-altered", 2, 2) in found([EXPORT[0], line + b"\n", *EXPORT[1:]])


def test_half_a_character_in_a_text_is_a_fault() -> None:
    row = json.loads(EXPORT[1]) | {"who": "\ud800"}
    line = json.dumps(row, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    assert ("export-altered", 2, 2) in found([EXPORT[0], line, *EXPORT[2:]])


def test_it_agrees_with_the_program_about_more_than_it_holds_apart() -> None:
    links = chained(200)
    for place in (*range(20, 170), 190):
        links[place] = replace(links[place], row=replace(links[place].row, who="mallory"))
    within = verified_within(CHAIN, links, 0, [KEY])
    assert found(exported(links)) == [("altered", 21, 170), ("altered", 191, 191)]
    assert [(fault.defect.value, fault.first, fault.last) for fault in within.faults] == found(
        exported(links)
    )


MISHAPS = st.sampled_from(["alter", "reseal", "drop", "swap", "swap seals", "copy", "cut", "rekey"])


@settings(max_examples=250, deadline=None)
@given(
    mishaps=st.lists(st.tuples(MISHAPS, st.integers(0, 11), st.integers(0, 11)), max_size=5),
    keys=st.sampled_from([[KEY], [OTHER_KEY], [KEY, OTHER_KEY], []]),
    told=st.lists(st.integers(1, 12), max_size=4, unique=True).map(sorted),
    cut=st.integers(0, 4),
    remembered=st.sampled_from([0, 5, 12]),
    rekeyed=st.booleans(),
)
def test_it_agrees_with_the_program_about_whatever_happened(
    mishaps, keys, told, cut, remembered, rekeyed
) -> None:
    good = chain_of_two_keys() if rekeyed else chained(12)
    anchors = anchor_lines(good, told)[:cut]
    links = list(good)
    for what, one, two in mishaps:
        links = vandalised(links, what, one, two)
    within = verified_within(CHAIN, links, 1, keys, anchors, remembered)
    alone = verify_audit.verify(
        exported(links, rows(1, first=99), remembered, key=(keys or [KEY])[0]), keys, anchors
    )
    assert [tuple(fault) for fault in alone.faults] == [
        (fault.defect.value, fault.first, fault.last) for fault in within.faults
    ]
    assert (alone.sealed, alone.unsealed, alone.anchored, alone.more) == (
        within.sealed,
        within.unsealed,
        within.anchored,
        within.more,
    )


def chain_of_two_keys() -> list[Link]:
    first = chained(6)
    news = rows(6, first=7)
    news[0] = replace(news[0], act=REKEYED)
    return first + list(sealed(OTHER_KEY, CHAIN, first[-1], news))


def vandalised(links: list[Link], what: str, one: int, two: int) -> list[Link]:
    if not links:
        return links
    links, one, two = list(links), one % len(links), two % len(links)
    if what == "alter":
        links[one] = replace(links[one], row=replace(links[one].row, who="mallory"))
    elif what == "rekey":
        links[one] = replace(links[one], row=replace(links[one].row, act=REKEYED))
    elif what == "reseal":
        links[one] = replace(links[one], seal=f"{two:064x}")
    elif what == "drop":
        del links[one]
    elif what == "cut":
        del links[max(one, 2) :]
    elif what == "copy":
        links.insert(one, links[two])
    else:
        first, second = links[one], links[two]
        with_seals = what == "swap seals"
        links[one] = Link(first.place, second.row, second.seal if with_seals else first.seal)
        links[two] = Link(second.place, first.row, first.seal if with_seals else second.seal)
    return links
