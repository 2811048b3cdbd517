"""What every Cache promises, tried on the SQLite one and on the fake."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mainstay.adapters.cache.opening import open_cache
from mainstay.ports.cache import Cache
from tests.fakes.cache import MemoryCache

Opener = Callable[[], Cache]


@pytest.fixture(params=["sqlite", "memory"])
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Opener:
    """Give a way to open empty caches, each apart from the others."""
    opened = 0

    def from_file() -> Cache:
        nonlocal opened
        opened += 1
        folder = tmp_path / f"{opened}"
        folder.mkdir()
        return open_cache(folder / ".mainstay", version="1", state=tmp_path / "state", enabled=True)

    return from_file if request.param == "sqlite" else MemoryCache


def test_an_empty_cache_gives_nothing_and_has_nothing_to_say(opener: Opener) -> None:
    cache = opener()
    assert cache.get("blob", ["a", "b"]) == {}
    assert cache.notices == ()


def test_what_is_put_is_got_by_kind_and_key(opener: Opener) -> None:
    cache = opener()
    cache.put("blob", {"a": b"1", "b": b""})
    cache.put("log", {"a": b"other"})
    assert cache.get("blob", ["a", "b", "c"]) == {"a": b"1", "b": b""}
    assert cache.get("log", iter(["a"])) == {"a": b"other"}
    assert cache.get("lo", ["ga", "a"]) == {}


def test_a_later_put_replaces(opener: Opener) -> None:
    cache = opener()
    cache.put("blob", {"a": b"old", "b": b"stays"})
    cache.put("blob", {"a": b"new"})
    assert cache.get("blob", ["a", "b"]) == {"a": b"new", "b": b"stays"}


def test_keep_only_drops_the_rest_of_its_kind_alone(opener: Opener) -> None:
    cache = opener()
    cache.put("blob", {"a": b"1", "b": b"2", "c": b"3"})
    cache.put("log", {"b": b"4"})
    cache.keep_only("blob", {"a", "absent"})
    assert cache.get("blob", ["a", "b", "c"]) == {"a": b"1"}
    assert cache.get("log", ["b"]) == {"b": b"4"}
    cache.keep_only("blob", ())
    assert cache.get("blob", ["a"]) == {}


def test_many_entries_in_one_call(opener: Opener) -> None:
    cache = opener()
    entries = {f"key {number}": number.to_bytes(2, "big") * number for number in range(2_000)}
    cache.put("blob", entries)
    assert cache.get("blob", entries) == entries
    cache.keep_only("blob", [f"key {number}" for number in range(1_000)])
    assert len(cache.get("blob", entries)) == 1_000


def test_a_closed_cache_forgets_and_may_be_closed_again(opener: Opener) -> None:
    cache = opener()
    cache.put("blob", {"a": b"1"})
    cache.close()
    cache.close()
    cache.put("blob", {"b": b"2"})
    cache.keep_only("blob", [])
    assert cache.get("blob", ["a", "b"]) == {}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    entries=st.dictionaries(
        st.text(st.characters(exclude_categories=())), st.binary(max_size=3_000), max_size=8
    )
)
def test_any_key_and_any_content_come_back_as_they_were(opener: Opener, entries: dict[str, bytes]) -> None:
    cache = opener()
    cache.put("blob", entries)
    assert cache.get("blob", entries) == entries
    assert cache.notices == ()
    cache.close()
