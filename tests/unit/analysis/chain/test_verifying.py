"""Each thing that can be wrong with a chain is told for what it is."""

import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from mainstay.analysis.chain.anchoring import digest_of
from mainstay.analysis.chain.sealing import REKEYED, sealed
from mainstay.analysis.chain.verifying import verify
from mainstay.domain.audit import Checked, Defect, Link
from tests.fakes.trails import CHAIN, KEY, OTHER_KEY, anchor_lines, chained, rows

LINKS = chained(12)


def told(checked: Checked) -> list[tuple[str, int, int]]:
    return [(fault.defect.value, fault.first, fault.last) for fault in checked.faults]


def verdict(
    links: Sequence[Link],
    *,
    unsealed: int = 0,
    keys: Sequence[bytes] = (KEY,),
    anchors: Sequence[bytes] = (),
    **more,
) -> list[tuple[str, int, int]]:
    return told(verify(CHAIN, links, unsealed, keys, anchors, **more))


def changed(place: int, **what) -> list[Link]:
    return [replace(link, row=replace(link.row, **what)) if link.place == place else link for link in LINKS]


def swapped(one: int, two: int, *, seals: bool) -> list[Link]:
    """Put two rows, with their seals or without, in each other's place."""
    links = list(LINKS)
    first, second = links[one - 1], links[two - 1]
    links[one - 1] = Link(one, second.row, second.seal if seals else first.seal)
    links[two - 1] = Link(two, first.row, first.seal if seals else second.seal)
    return links


def test_a_good_chain_is_sound() -> None:
    checked = verify(CHAIN, LINKS, 0, [KEY], anchor_lines(LINKS, [3, 12]), 12)
    assert checked == Checked(CHAIN, 12, 0, 12)
    assert checked.sound


def test_an_empty_chain_is_sound() -> None:
    assert verify(CHAIN, [], 0, [KEY]) == Checked(CHAIN, 0, 0, 0)


def test_rows_that_wait_for_the_sealer_are_no_harm() -> None:
    checked = verify(CHAIN, LINKS, 2, [KEY])
    assert told(checked) == [("not-yet-sealed", 13, 14)]
    assert checked.sound


@pytest.mark.parametrize(
    "what",
    [
        {"id": 99},
        {"at": 1},
        {"who": "mallory"},
        {"door": "web"},
        {"act": "reject"},
        {"about": "p0"},
        {"content": "0" * 64},
        {"detail": "because ü 5"},
    ],
    ids=lambda what: next(iter(what)),
)
@pytest.mark.parametrize("place", [1, 5, 12])
def test_each_field_of_a_row_is_sealed(what: dict[str, object], place: int) -> None:
    assert verdict(changed(place, **what)) == [("altered", place, place)]


def test_a_text_that_moves_from_one_field_to_the_next_is_seen() -> None:
    row = LINKS[4].row
    assert verdict(changed(5, who=row.who + row.door, door="")) == [("altered", 5, 5)]


def test_a_changed_seal_is_told_at_its_own_place_alone() -> None:
    links = list(LINKS)
    links[4] = replace(links[4], seal="0" * 64)
    assert verdict(links) == [("altered", 5, 5)]


def test_neighbours_are_told_as_one_stretch() -> None:
    links = changed(5, who="x")
    links[5] = replace(links[5], row=replace(links[5].row, who="y"))
    links[8] = replace(links[8], row=replace(links[8].row, who="z"))
    assert verdict(links) == [("altered", 5, 6), ("altered", 9, 9)]


@pytest.mark.parametrize(("one", "two"), [(4, 5), (2, 9), (1, 12)])
@pytest.mark.parametrize("seals", [True, False])
def test_swapped_rows_are_told_apart_from_altered_ones(one: int, two: int, seals: bool) -> None:
    expected = [("swapped", one, one), ("swapped", two, two)]
    if two == one + 1:
        expected = [("swapped", one, two)]
    assert verdict(swapped(one, two, seals=seals)) == expected


@pytest.mark.parametrize("missing", [[1], [5], [5, 6, 7], [2, 9]])
def test_missing_rows_are_a_gap(missing: list[int]) -> None:
    links = [link for link in LINKS if link.place not in missing]
    found = verdict(links)
    assert {defect for defect, _, _ in found} == {"gap"}
    assert [place for _, first, last in found for place in range(first, last + 1)] == missing


def test_a_gap_that_was_closed_by_counting_anew_is_no_good_chain() -> None:
    kept = LINKS[:4] + [replace(link, place=link.place - 1) for link in LINKS[5:]]
    assert verdict(kept) == [("altered", 5, 11)]


def test_a_place_told_twice_is_seen() -> None:
    assert verdict([*LINKS[:5], LINKS[4], *LINKS[5:]]) == [("swapped", 5, 5)]


def test_a_cut_end_is_seen_by_an_anchor_alone() -> None:
    anchors = anchor_lines(LINKS, [4, 12])
    assert verdict(LINKS[:9]) == []
    assert verdict(LINKS[:9], anchors=anchors) == [("truncated", 10, 12)]
    assert verdict([], anchors=anchors) == [("truncated", 1, 12)]


def test_a_chain_shorter_than_the_store_itself_remembers_is_cut() -> None:
    assert verdict(LINKS[:9], remembered=12) == [("truncated", 10, 12)]
    assert verdict([], unsealed=12, remembered=12) == [("truncated", 1, 12), ("not-yet-sealed", 1, 12)]


def test_a_chain_made_anew_with_the_key_has_another_head_than_was_told() -> None:
    forged = list(sealed(KEY, CHAIN, LINKS[5], rows(6, first=100)))
    links = LINKS[:6] + forged
    assert verdict(links) == []
    checked = verify(CHAIN, links, 0, [KEY], anchor_lines(LINKS, [4, 8, 12]))
    assert told(checked) == [("truncated", 8, 12)]
    assert checked.anchored == 4


def test_another_key_is_told_once_and_not_as_a_million_changes() -> None:
    assert verdict(LINKS, keys=[OTHER_KEY]) == [("key-missing", 1, 12)]
    assert verdict(LINKS, keys=[]) == [("key-missing", 1, 12)]


def test_a_lost_key_leaves_the_heads_to_be_compared() -> None:
    anchors = anchor_lines(LINKS, [12])
    assert verify(CHAIN, LINKS, 0, [], anchors).anchored == 12
    assert verdict(LINKS[:9], keys=[], anchors=anchors) == [("key-missing", 1, 9), ("truncated", 10, 12)]


def test_where_an_anchor_proves_the_key_a_chain_without_one_good_seal_is_altered() -> None:
    forged = chained(12, key=OTHER_KEY)
    assert verdict(forged, anchors=anchor_lines(LINKS, [12])) == [("altered", 1, 12), ("truncated", 12, 12)]


def test_anchors_of_another_chain_are_told() -> None:
    others = chained(3, chain="other")
    assert verdict(LINKS, anchors=anchor_lines(others, [3], chain="other")) == [("other-chain", 0, 0)]


def test_the_rows_of_another_chain_fit_no_name_but_its_own() -> None:
    others = chained(12, chain="other")
    assert verdict(others) == [("altered", 1, 1)]


def rekeyed(*, first: int = 6, number: int = 6) -> list[Link]:
    news = rows(number, first=100)
    news[0] = replace(news[0], act=REKEYED)
    return LINKS[:first] + list(sealed(OTHER_KEY, CHAIN, LINKS[first - 1], news))


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([OTHER_KEY, KEY], []),
        ([OTHER_KEY], [("key-missing", 1, 6)]),
        ([KEY], [("key-missing", 7, 12)]),
        ([], [("key-missing", 1, 12)]),
    ],
    ids=["both", "new", "old", "none"],
)
def test_a_chain_goes_on_under_a_new_key(keys: list[bytes], expected: list[tuple[str, int, int]]) -> None:
    found = verdict(rekeyed(), keys=keys)
    # Without any key the stretches cannot be told from each other but by the row that says so.
    assert found == expected


def test_old_anchors_count_under_a_lost_key_where_newer_ones_follow_them() -> None:
    links = rekeyed()
    old = anchor_lines(links, [3, 6])
    lines = old + anchor_lines(links, [9, 12], key=OTHER_KEY, before=before(old))
    assert verdict(links, keys=[OTHER_KEY, KEY], anchors=lines) == []
    assert verdict(links, keys=[OTHER_KEY], anchors=lines) == [("key-missing", 1, 6)]
    edited = [lines[0].replace(b'"count":3', b'"count":2'), *lines[1:]]
    assert ("anchors-altered", 1, 2) in verdict(links, keys=[OTHER_KEY], anchors=edited)


def before(lines: Sequence[bytes]) -> str:
    return digest_of(lines[-1])


def test_who_says_that_the_key_changed_still_needs_one_that_is_known() -> None:
    forged = rekeyed()
    good = anchor_lines(LINKS, [12])
    assert verdict(forged, keys=[KEY], anchors=good) == [("altered", 7, 12), ("truncated", 12, 12)]


ANCHORS = anchor_lines(LINKS, [3, 6, 9, 12])


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (
            lambda lines: [lines[0], lines[1].replace(b'"count":6', b'"count":5'), *lines[2:]],
            ("anchors-altered", 2, 3),
        ),
        (lambda lines: [*lines[:3], lines[3].replace(b'"at":1', b'"at":2')], ("anchors-altered", 4, 5)),
        (lambda lines: [lines[0], *lines[2:]], ("anchors-altered", 2, 2)),
        (lambda lines: lines[1:], ("anchors-altered", 1, 1)),
        (lambda lines: lines[:3], ("anchors-altered", 4, 4)),
        (lambda lines: [lines[1], lines[0], *lines[2:]], ("anchors-altered", 1, 3)),
        (lambda lines: [*lines, b"{}\n"], ("anchors-altered", 5, 5)),
        (lambda lines: [lines[0], b"\n", *lines[1:]], ("anchors-altered", 2, 3)),
    ],
    ids=["edited", "edited last", "cut within", "cut before", "cut after", "swapped", "added", "blank line"],
)
def test_anchors_that_were_edited_or_cut_are_seen(
    spoil: Callable[[list[bytes]], list[bytes]], expected: tuple[str, int, int]
) -> None:
    assert verdict(LINKS, anchors=ANCHORS, remembered=12) == []
    assert verdict(LINKS, anchors=spoil(ANCHORS), remembered=12) == [expected]


def test_half_a_line_that_a_power_cut_left_is_forgiven_once_the_next_one_names_it() -> None:
    half = [*ANCHORS[:2], ANCHORS[2][:40] + b"\n"]
    whole = half + anchor_lines(LINKS, [12], before=before(half))
    assert verdict(LINKS, anchors=whole) == []
    assert verdict(LINKS, anchors=half) == [("anchors-altered", 3, 3)]


def test_faults_without_end_are_counted_and_not_kept() -> None:
    def every_second() -> list[Link]:
        return [link for link in chained(6_000) if link.place % 2]

    checked = verify(CHAIN, every_second(), 0, [KEY])
    assert len(checked.faults) == 1_000
    assert checked.more == 1_999
    assert not checked.sound


def test_memory_does_not_grow_with_the_chain() -> None:
    def endless():
        yield from sealed(
            KEY, CHAIN, None, (row for start in range(0, 30_000, 100) for row in rows(100, start))
        )

    tracemalloc.start()
    try:
        assert verify(CHAIN, endless(), 0, [KEY]).sealed == 30_000
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 2 << 20


def test_all_defects_can_be_told() -> None:
    assert {defect.value for defect in Defect} == {
        "altered",
        "gap",
        "truncated",
        "not-yet-sealed",
        "other-chain",
        "key-missing",
        "swapped",
        "anchors-altered",
        "old-key",
    }
