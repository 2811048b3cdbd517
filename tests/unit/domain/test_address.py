"""Addresses of the web."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.domain.address import Address, address_in


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://example.org", Address("example.org", 443, "/", True)),
        ("HTTPS://Example.ORG:8443/A?b=c#d", Address("example.org", 8443, "/A?b=c", True)),
        ("http://[::1]:8080/a", Address("::1", 8080, "/a", False)),
        ("http://shop_1.internal.", Address("shop_1.internal.", 80, "/", False)),
    ],
)
def test_what_an_address_says(text: str, address: Address) -> None:
    assert address_in(text) == address


@pytest.mark.parametrize(
    ("text", "like"),
    [
        ("http://Metrics.Lan.:80", "http://metrics.lan/"),
        ("https://metrics.lan:443/prom/?token=1", "https://METRICS.lan/prom"),
        ("http://[0:0::0:1]:9090", "http://[::1]:9090/"),
    ],
)
def test_spellings_of_one_address_have_one_base(text: str, like: str) -> None:
    assert address_in(text).base == address_in(like).base == address_in(text).base.base


@pytest.mark.parametrize(
    "text", ["https://metrics.lan:80", "http://metrics.lan:81", "http://metrics.lan/a", "http://metrics2.lan"]
)
def test_other_addresses_have_other_bases(text: str) -> None:
    assert address_in(text).base != address_in("http://metrics.lan").base


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hidden",
        "ftp://example.org/hidden",
        "https://",
        "https:///hidden",
        "https://user:hidden@example.org",
        "https://@example.org/hidden",
        "https://example.org:0/hidden",
        "https://example.org:99999/hidden",
        "https://example.org:-1/hidden",
        "https://example.org\t/hidden",
        "https://example.org/hid den",
        "https://example.org/hidden\r\nx: y",
        "\x00https://example.org/hidden",
        "https://ex%61mple.org/hidden",
        "https://example.org\\@other.org/hidden",
        "https://a..b/hidden",
        "https://.a/hidden",
        f"https://{'a' * 64}.org/hidden",
        f"https://{'a.' * 130}org/hidden",
        "https://[::1/hidden",
        "https://[::1%25lo]/hidden",
        "https://[v1.a]/hidden",
        "https://[127.0.0.1]/hidden",
        "https://ｅxample.org/hidden",
    ],
)
def test_what_is_no_address_is_refused_and_not_shown(text: str) -> None:
    with pytest.raises(ValueError, match=r"^it ") as refused:
        address_in(text)
    assert "hidden" not in str(refused.value)


def test_only_the_machine_is_shown() -> None:
    address = address_in("https://example.org/hidden?hidden")
    assert (address.shown, address.authority) == ("example.org:443", "example.org")
    assert repr(address) == "Address(example.org:443)"
    local = address_in("http://[::1]:8080/hidden")
    assert (local.shown, local.authority) == ("[::1]:8080", "[::1]:8080")


@pytest.mark.parametrize(
    ("base", "target"),
    [
        ("http://localhost", "/api/v1/query"),
        ("http://localhost/", "/api/v1/query"),
        ("http://localhost/select/0/prometheus/", "/select/0/prometheus/api/v1/query"),
        ("http://localhost/prom?a=b", "/prom/api/v1/query"),
    ],
)
def test_a_path_below_another(base: str, target: str) -> None:
    assert address_in(base).below("/api/v1/query").target == target


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_none(text: str) -> None:
    for one in (text, f"https://{text}"):
        try:
            address = address_in(one)
        except ValueError:
            continue
        assert address.shown.isascii()
        assert address.target.startswith("/")
        assert all(0x20 < ord(char) < 0x7F for char in address.target)
