"""From what runs somewhere to the day on which its support ends."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.end_of_life.finding import end_of_support, ends_of_host
from mainstay.analysis.end_of_life.releases import PRODUCTS, TAKEN
from mainstay.domain.dated_end import EndKind

NOW = int(datetime(2026, 11, 22, tzinfo=UTC).timestamp())
DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\n# a remark=1\nID=debian\nVERSION_ID="13"\n'


@pytest.mark.parametrize(
    ("product", "version", "what", "day"),
    [
        ("python", "3.11.4", "support of Python 3.11", "2027-10-31"),
        ("python", "3.10.0rc1", "support of Python 3.10", "2026-10-31"),
        ("ubuntu", "24.04", "support of Ubuntu 24.04", "2029-05-31"),
        ("debian", "13", "support of Debian 13", "2028-08-09"),
        # The project has left it, and others go on until then.
        ("debian", "12.7", "LTS of Debian 12", "2028-06-30"),
        ("debian", "11", "LTS of Debian 11", "2026-08-31"),
        ("alpine", "3.22.1", "support of Alpine Linux 3.22", "2027-05-01"),
    ],
)
def test_a_release_that_is_known(product: str, version: str, what: str, day: str) -> None:
    found = end_of_support(product, version, "host:a", NOW)
    assert found is not None
    assert (found.what, found.subject, found.kind) == (what, "host:a", EndKind.SUPPORT)
    assert datetime.fromtimestamp(found.at, UTC).isoformat() == f"{day}T23:59:59+00:00"
    assert TAKEN in found.source and PRODUCTS[product].page in found.source


@pytest.mark.parametrize(
    ("product", "version"),
    [
        ("python", "4.7"),
        ("python", ""),
        ("", "3.11"),
        ("arch", "1"),
        ("debian", "trixie"),
        ("python", "٣.١١"),
    ],
)
def test_what_is_not_known_has_no_date(product: str, version: str) -> None:
    assert end_of_support(product, version, "host:a", NOW) is None


def test_a_host_has_its_system_and_its_python() -> None:
    assert [one.what for one in ends_of_host(DEBIAN, "3.13.5", "host:a", NOW)] == [
        "support of Debian 13",
        "support of Python 3.13",
    ]
    assert ends_of_host("", "2.0", "host:a", NOW) == ()
    assert ends_of_host('ID="deb\nVERSION_ID=13', "", "host:a", NOW) == ()


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert all(one.kind is EndKind.SUPPORT for one in ends_of_host(text, text, text, NOW))


def test_the_snapshot_holds_days_that_are_days() -> None:
    date.fromisoformat(TAKEN)
    for product in PRODUCTS.values():
        assert product.page.startswith("https://")
        assert set(product.longer) <= set(product.releases)
        for release, day in product.releases.items():
            assert release.count(".") == product.parts - 1
            assert date.fromisoformat(day) <= date.fromisoformat(product.longer.get(release, day))
