"""What is this program's own on the machine: the points that forecasts rest on, and what lets in to pages."""

from pathlib import Path

from mainstay.config.operator.reading import operator_of
from mainstay.wiring.outside import Outside
from mainstay.wiring.own_files import own_files

FILE = """
forecasts:
  computing: {executor: dask, scheduler: "tls://far:1", authority: ca.pem, certificate: /etc/c.pem, key: key.pem}
  collecting:
    points: kept
    pages:
      - name: shop
        address: "file:/etc/mainstay/shop-address"
        token: "file:/etc/mainstay/shop-token"
        headers: {X-Scope: "file:/etc/mainstay/scope"}
"""


def test_points_and_the_secrets_of_pages_are_the_programs_own(tmp_path: Path) -> None:
    operator = operator_of(FILE.encode(), "mainstay-server.yaml")
    outside = Outside(operator, tmp_path, {"HOME": str(tmp_path)})
    found = own_files(tmp_path / "mainstay-server.yaml", operator, outside, "")
    assert {
        tmp_path / "kept",
        tmp_path / "ca.pem",
        tmp_path / "key.pem",
        Path("/etc/c.pem"),
        tmp_path / ".local/state/mainstay",
        Path("/etc/mainstay/shop-address"),
        Path("/etc/mainstay/shop-token"),
        Path("/etc/mainstay/scope"),
    } <= set(found)
