"""Limits that people give: the first that fits counts, and a share is one of the series' own."""

from dataclasses import replace

from mainstay.analysis.forecasting.limiting import limited, nearest, unused
from mainstay.domain.forecast_asked import GivenLimit
from mainstay.domain.signal import Limit, Side, Signal

DISK = Signal(
    "host",
    "disk_used:/var",
    "host:a",
    "disk used of /var",
    "disk",
    "B",
    {},
    Limit(200.0, Side.ABOVE, "its size"),
)


def test_the_first_that_fits_the_name_or_the_key_counts() -> None:
    given = [GivenLimit("cpu*", Side.ABOVE, 1.0), GivenLimit("disk_used:*", Side.BELOW, 5.0, source="me")]
    assert limited(DISK, given).limit == Limit(5.0, Side.BELOW, "me")
    assert limited(DISK, [GivenLimit("disk used of /*", Side.ABOVE, 7.0)]).limit == Limit(
        7.0, Side.ABOVE, "given on the command line"
    )
    assert limited(DISK, given[:1]) == DISK


def test_a_share_is_one_of_the_own_limit() -> None:
    share = GivenLimit("disk_used:*", Side.BELOW, 0.95, share=True, source="the operator's file")
    found = limited(DISK, [share]).limit
    assert found is not None
    assert (found.value, found.side) == (190.0, Side.ABOVE)
    assert found.source == "0.95 of its size, the operator's file"


def test_a_share_is_nothing_for_what_has_no_limit() -> None:
    share = GivenLimit("*", Side.ABOVE, 0.95, share=True)
    bare = replace(DISK, limit=None)
    assert limited(bare, [share]) == bare
    assert limited(bare, [share, GivenLimit("*", Side.ABOVE, 3.0)]).limit is not None


def test_a_limit_that_no_series_has_to_do_with_is_found() -> None:
    given = [
        GivenLimit("disk", Side.ABOVE, 150.0),
        GivenLimit("disk*", Side.ABOVE, 0.9, share=True),
        GivenLimit("*", Side.ABOVE, 3.0),
    ]
    assert unused([limited(DISK, given)], given) == (given[0],)
    bare = replace(DISK, limit=None)
    assert unused([limited(bare, given[:2])], given[:2]) == tuple(given[:2])
    # A limit that a series has from elsewhere is none that was given.
    assert unused([DISK], given[2:]) == (given[2],)


def test_the_nearest_names_are_told() -> None:
    names = ("disk used of /var", "Disk used of /", "memory used", "inodes used of /", "disk used of /var")
    signals = [replace(DISK, what=name) for name in names]

    def near(name: str) -> tuple[str, ...]:
        return nearest(signals, GivenLimit(name, Side.ABOVE, 1.0))

    assert near("disk") == ("disk used of /var", "Disk used of /")
    assert near("*memry used*") == ("memory used",)
    assert near("disks used of /var")[0] == "disk used of /var"
    assert near("*") == near("") == near("entirely else") == ()
    # Names of any length cost no more than their beginnings do.
    many = [replace(DISK, what=f"{number}{'x' * 5_000}") for number in range(5_000)]
    assert len(nearest(many, GivenLimit("x" * 5_000, Side.ABOVE, 1.0))) == 3
