"""Where copied regions stand again."""

from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.analysis.duplication.elsewhere import Elsewhere
from mainstay.analysis.duplication.fingerprints import Shingles, fingerprint
from mainstay.analysis.duplication.regions import Index
from mainstay.analysis.duplication.tokens import tokenise
from tests.unit.analysis.duplication.test_regions import lines


def test_partners_are_the_other_places() -> None:
    shared = lines(0, 40)
    texts = ["\n".join([*lines(100, 110), *shared]), "\n".join(shared), "\n".join(lines(200, 260))]
    shingles = Shingles(100)
    index = Index([fingerprint(tokenise(text.encode()), shingles) for text in texts])
    snapshot = [0, 1, 2, 1]
    regions = index.duplicated(snapshot, shingles)
    elsewhere = Elsewhere(index, snapshot)
    (region,) = regions[0]
    found = elsewhere.of(0, region)
    assert [partner.place for partner in found] == [1, 3]
    assert all(partner.line <= 3 and partner.end_line >= 38 for partner in found)
    (again,) = regions[1]
    assert [partner.place for partner in elsewhere.of(1, again)] == [0, 3]
    assert len(elsewhere.of(0, region, most=1)) == 1


def test_partners_within_one_file_are_told_one_by_one() -> None:
    shared = lines(0, 40)
    text = "\n".join([*shared, *lines(100, 120), *shared, *lines(200, 220), *shared])
    shingles = Shingles(100)
    index = Index([fingerprint(tokenise(text.encode()), shingles)])
    ((first, *_),) = index.duplicated([0], shingles)
    partners = Elsewhere(index, [0]).of(0, first)
    assert [(partner.line, partner.end_line) for partner in partners] == [
        (first.line + 60, first.end_line + 60),
        (first.line + 120, first.end_line + 120),
    ]


def test_the_largest_partner_comes_first() -> None:
    shared = lines(0, 80)
    texts = [
        "\n".join(shared),
        "\n".join([*lines(100, 110), *shared[:40]]),
        "\n".join([*lines(200, 240), *shared]),
    ]
    shingles = Shingles(100)
    index = Index([fingerprint(tokenise(text.encode()), shingles) for text in texts])
    (region,) = index.duplicated([0, 1, 2], shingles)[0]
    assert [partner.place for partner in Elsewhere(index, [0, 1, 2]).of(0, region)] == [2, 1]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(st.sampled_from([0, 40, 80, 120, 300, 500]), max_size=4), min_size=1, max_size=5))
def test_every_region_has_partners_that_hold_some_of_it(plans: list[list[int]]) -> None:
    texts = ["\n".join(line for start in plan for line in lines(start, start + 40)) for plan in plans]
    shingles = Shingles(100)
    index = Index([fingerprint(tokenise(text.encode()), shingles) for text in texts])
    snapshot = list(range(len(texts)))
    elsewhere = Elsewhere(index, snapshot)
    for place, regions in enumerate(index.duplicated(snapshot, shingles)):
        own = set(texts[place].split("\n"))
        for region in regions:
            partners = elsewhere.of(place, region)
            inside = texts[place].split("\n")[region.line - 1 : region.end_line]
            # What repeats itself in one go is a single region, with nothing else to point at.
            assert partners or len(set(inside)) < len(inside)
            for one in partners:
                there = texts[one.place].split("\n")[one.line - 1 : one.end_line]
                # A copy may begin and end within a line.
                assert set(there[1:-1]) <= own
                assert (one.place, one.line) != (place, region.line)
