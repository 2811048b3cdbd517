"""What resources cost, as people write it, and what is refused."""

from pathlib import Path

import pytest

from mainstay.config.prices import prices
from mainstay.domain.errors import ConfigurationError

HEAD = "kind,unit,price,currency\n"


def test_csv_and_yaml_say_the_same(tmp_path: Path) -> None:
    table, listed = tmp_path / "p.csv", tmp_path / "p.yaml"
    table.write_text(HEAD + "cpu,millicore,0.02,EUR\n\nmemory,GiB,2,EUR\ndisk,GB,0.1,EUR\n")
    listed.write_text(
        "currency: EUR\nprices:\n  - {kind: cpu, unit: core, price: 20}\n"
        "  - {kind: memory, unit: GiB, price: 2.0}\n  - {kind: disk, unit: TB, price: 100}\n"
    )
    for file in (table, listed):
        found = prices(file)
        assert found.currency == "EUR"
        assert found.by_kind == pytest.approx({"cpu": 20, "memory": 2 / 2**30, "disk": 1e-10})


@pytest.mark.parametrize(
    ("text", "told", "place"),
    [
        (HEAD + "cpu,core,20,EUR\nmemory,GiB,-2,EUR\n", "the price is negative", ":3"),
        (HEAD + "cpu,core,nan,EUR\n", "the price is no number", ":2"),
        (HEAD + "cpu,core,inf,EUR\n", "the price is no number", ":2"),
        (HEAD + "cpu,core,,EUR\n", "is no number", ":2"),
        (HEAD + "cpu,core,1e9,EUR\n", "more than 10,000 a month", ":2"),
        (HEAD + "cpu,GiB,20,EUR\n", "GiB is no unit of cpu", ":2"),
        (HEAD + "gpu,card,20,EUR\n", "gpu is no kind", ":2"),
        (HEAD + "cpu,core,20,EUR\nmemory,GB,1,USD\n", "two currencies", ":3"),
        (HEAD + "cpu,core,20,EUR\ncpu,core,21,EUR\n", "cpu has a price already", ":3"),
        (HEAD + "cpu,core,20\n", "3 cells stand below 4 names", ":2"),
        (HEAD + "cpu,core,20,\x1b[31m\n", "the currency is no name", ":2"),
        ("kind,price\ncpu,20\n", "does not name unit, currency", ":1"),
        (HEAD, "no price is in it", ""),
        ("", "does not name", ":1"),
    ],
)
def test_what_is_refused_with_its_line(text: str, told: str, place: str, tmp_path: Path) -> None:
    file = tmp_path / "p.csv"
    file.write_text(text)
    with pytest.raises(ConfigurationError, match=told) as caught:
        prices(file)
    assert caught.value.where.endswith(f"p.csv{place}")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("prices: 3\n", "prices is no list"),
        ("- 1\n", "nothing else"),
        ("prices: [{kind: cpu, unit: core, price: '20'}]\n", "the price is no number"),
        ("prices: [{kind: cpu, unit: core, price: true}]\n", "the price is no number"),
        ("prices: [{kind: cpu, unit: core, price: -1}]\n", "the price is negative"),
        ("prices: [{kind: cpu, price: 1}]\n", "not just kind, unit and price"),
        ("prices: [\n", "this is no YAML"),
    ],
)
def test_yaml_that_is_refused(text: str, told: str, tmp_path: Path) -> None:
    file = tmp_path / "p.yml"
    file.write_text(text)
    with pytest.raises(ConfigurationError, match=told):
        prices(file)


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        prices(tmp_path)
    large = tmp_path / "large.csv"
    large.write_bytes(b"x" * (2**20 + 1))
    with pytest.raises(ConfigurationError, match="larger than 1 MiB"):
        prices(large)
    odd = tmp_path / "odd.csv"
    odd.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigurationError, match="no CSV in UTF-8"):
        prices(odd)
