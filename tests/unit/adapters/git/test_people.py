"""Who is who among the authors."""

from hypothesis import given
from hypothesis import strategies as st

from mainstay.adapters.git.people import Merged, People


def merged(*identities: bytes) -> Merged:
    people = People()
    numbers = [people[identity] for identity in identities]
    result = people.merged()
    return Merged(result.people, [result.numbers[number] for number in numbers], result.aliases)


def test_same_address_in_any_case_or_same_name() -> None:
    result = merged(b"Ann\0ann@x", b"Ben\0ben@x", b"A. Author\0ANN@X", b"Ann\0other@x", b"Cy\0cy@x")
    assert result.people == ["Ann", "Ben", "Cy"]
    assert result.numbers == [0, 1, 0, 0, 2]


def test_two_who_turn_out_to_be_one_later() -> None:
    result = merged(b"Ann\0ann@x", b"Ben\0ben@x", b"Ben\0ann@x")
    assert (result.people, result.numbers) == (["Ann"], [0, 0, 0])


def test_empty_names_and_addresses_bind_nobody() -> None:
    result = merged(b"\0a@x", b"\0b@x", b"Ann\0", b"Ben\0", b"\0", b"%aN\0%aE")
    assert result.people == ["(no name)", "(no name)", "Ann", "Ben", "(no name)", "(no name)"]
    assert result.numbers == [0, 1, 2, 3, 4, 5]


def test_invalid_bytes_and_endless_names() -> None:
    result = merged(b"\xff\xfe\0a@x", b"x" * 10_000 + b"\0" + b"y" * 10_000)
    assert result.people == ["\ufffd\ufffd", "x" * 256]


def test_addresses_are_kept_as_hashes_only() -> None:
    result = merged(b"Ann\0ann@example.org")
    assert set(result.aliases.values()) == {0}
    assert "example" not in "".join(result.aliases)


IDENTITIES = st.lists(
    st.tuples(st.sampled_from("ABCD"), st.sampled_from("abcd")).map(
        lambda pair: f"{pair[0]}\0{pair[1]}@x".encode()
    ),
    max_size=12,
)


@given(IDENTITIES, IDENTITIES)
def test_going_on_from_known_people_gives_what_all_at_once_gives(new: list[bytes], old: list[bytes]) -> None:
    known = merged(*old)
    people = People()
    numbers = [people[identity] for identity in new]
    offset = people.enter_known(known.people, known.aliases)
    result = people.merged()
    together = [result.numbers[number] for number in numbers]
    together += [result.numbers[offset[person]] for person in known.numbers]
    at_once = merged(*new, *old)
    assert (result.people, together) == (at_once.people, at_once.numbers)
    assert result.aliases == at_once.aliases
