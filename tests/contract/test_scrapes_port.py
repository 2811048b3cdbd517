"""What every page of numbers promises, tried on a real server and on the fake."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from mainstay.adapters.http.client import HttpClient
from mainstay.adapters.openmetrics.scraping import ScrapedPage
from mainstay.domain.address import address_in
from mainstay.domain.errors import EvidenceMissing
from mainstay.ports.scrapes import Kind, Scrapes
from tests.fakes.receiver import answer, receiving, say
from tests.fakes.scrapes import MemoryScrapes

SHOWN = b"# TYPE sold counter\nsold_total 7\n# TYPE queue gauge\nqueue 2.5\nodd NaN\n"


@dataclass
class World:
    page: Scrapes
    go_away: Callable[[], None]


@pytest.fixture(params=["http", "memory"])
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    if request.param == "memory":
        fake = MemoryScrapes(
            {
                "sold_total": (Kind.COUNTER, 7.0),
                "queue": (Kind.GAUGE, 2.5),
                "odd": (Kind.UNKNOWN, float("nan")),
            }
        )
        yield World(fake, lambda: setattr(fake, "away", "it is away"))
        return
    with receiving(say(200, SHOWN)) as receiver:
        page = ScrapedPage("shop", address_in(receiver.address), "service:shop", HttpClient())
        yield World(page, lambda: receiver.behaviours.__setitem__(0, answer(503)))


def test_each_number_comes_with_what_it_is(world: World) -> None:
    found = {one.signal.key: one for one in world.page.look().numbers}
    assert {key: one.kind for key, one in found.items()} == {
        "sold_total": Kind.COUNTER,
        "queue": Kind.GAUGE,
        "odd": Kind.UNKNOWN,
    }
    assert (found["sold_total"].value, found["queue"].value) == (7.0, 2.5)
    assert found["odd"].value != found["odd"].value
    assert all(one.signal.source == world.page.name and one.signal.subject for one in found.values())
    assert all(one.signal.labels["__name__"] == key and one.at is None for key, one in found.items())


def test_one_that_is_away_says_so(world: World) -> None:
    world.go_away()
    with pytest.raises(EvidenceMissing) as failure:
        world.page.look()
    assert failure.value.where
    assert failure.value.mend


def test_one_that_is_stopped_gives_nothing(world: World) -> None:
    with pytest.raises(EvidenceMissing):
        world.page.look(5.0, lambda: True)
