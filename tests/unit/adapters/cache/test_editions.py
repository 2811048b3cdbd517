"""Versions, users and sizes: what a cache forgets by itself."""

import os
import time

from mainstay.adapters.cache.opening import open_cache
from tests.unit.adapters.cache.place import Place, codes


def test_what_another_version_wrote_is_dropped_without_a_word(place: Place) -> None:
    old = place.open("1")
    old.put("blob", {"a": b"old"})
    old.close()
    new = place.open("2")
    assert new.get("blob", ["a"]) == {}
    assert new.notices == ()
    new.close()
    place.file()
    assert place.open("1").get("blob", ["a"]) == {}


def test_two_users_of_one_checkout_keep_a_file_each(place: Place) -> None:
    other = Place(place.folder, place.state.parent / "other")
    for user in (place, other):
        cache = user.open()
        cache.put("blob", {"a": str(user.state).encode()})
        cache.close()
    for user in (place, other):
        assert user.open().get("blob", ["a"]) == {"a": str(user.state).encode()}
    assert len(list(place.folder.glob("*.sqlite3"))) == 2


def test_files_of_keys_that_come_and_go_do_not_heap_up(place: Place) -> None:
    for number in range(7):
        cache = Place(place.folder, place.state.parent / f"state {number}").open()
        cache.put("blob", {"a": b"1"})
        cache.close()
    assert len(list(place.folder.glob("*.sqlite3"))) == 4
    assert len(list(place.folder.iterdir())) == 5


def test_drafts_of_killed_runs_are_cleared_away_after_a_day(place: Place) -> None:
    place.open().close()
    for name, age in (("draft-old", 100_000), ("draft-old-wal", 100_000), ("draft-new", 60)):
        (place.folder / name).write_text("")
        os.utime(place.folder / name, (time.time() - age,) * 2)
    place.open().close()
    assert [path.name for path in place.folder.glob("draft-*")] == ["draft-new"]


def test_a_cache_that_is_switched_off_leaves_no_trace(place: Place) -> None:
    cache = open_cache(place.folder, version="1", state=place.state, enabled=False)
    cache.put("blob", {"a": b"1"})
    cache.keep_only("blob", [])
    assert cache.get("blob", ["a"]) == {}
    cache.close()
    assert cache.notices == ()
    assert not place.folder.exists()
    assert not place.state.exists()


def test_the_oldest_go_when_the_bound_is_passed(place: Place) -> None:
    cache = place.open(bound=1 << 20)
    noise = bytes(range(256)) * 3
    for number in range(40):
        cache.put("blob", {f"{number}-{part}": noise for part in range(80)})
    assert cache.notices == ()
    kept = cache.get("blob", [f"{number}-0" for number in range(40)])
    assert "39-0" in kept
    assert "0-0" not in kept
    cache.close()
    assert place.file().stat().st_size < 3 << 19
    again = place.open(bound=1 << 20)
    assert again.notices == ()
    assert "39-0" in again.get("blob", ["39-0"])


def test_what_would_fill_half_of_the_bound_is_not_kept(place: Place) -> None:
    cache = place.open(bound=1 << 20)
    cache.put("blob", {f"{number}": bytes([number]) * 1_000 for number in range(100)})
    cache.put("blob", {f"n{number}": number.to_bytes(2, "big") * 500 for number in range(600)})
    assert codes(cache) == ["cache-too-large"]
    assert cache.get("blob", ["n1"]) == {}
    assert cache.get("blob", ["1"]) == {"1": b"\1" * 1_000}


def test_large_contents_take_less_room_than_they_are(place: Place) -> None:
    cache = place.open()
    cache.put("blob", {"a": b"the same again and again" * 50_000})
    cache.close()
    assert place.file().stat().st_size < 100_000
    assert place.open().get("blob", ["a"]) == {"a": b"the same again and again" * 50_000}
