"""Posting: encrypted and trusted, bounded, followed nowhere, and silent about the address."""

import ssl
from pathlib import Path

import pytest

from mainstay.adapters.posting import address_of, post
from mainstay.domain.address import Address
from mainstay.domain.errors import ConfigurationError
from mainstay.domain.secret import Secret
from mainstay.ports.http import NoAnswer
from tests.fakes.certificates import make_certificate
from tests.fakes.receiver import answer, close_early, drip, flood, garbage, hang, receiving


def posted(address: str, seconds: float = 5.0, context: ssl.SSLContext | None = None):
    return post(address_of(Secret(address)), b"{}", {}, seconds, context)


@pytest.mark.parametrize("status", [200, 204, 400, 500])
def test_any_answer_is_given(status: int) -> None:
    with receiving(answer(status, Retry_After="7")) as receiver:
        found = posted(receiver.address)
    assert (found.status, found.headers["retry-after"]) == (status, "7")
    assert receiver.received[0].path == "/hook?token=hidden"
    assert receiver.received[0].headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [(hang, "took too long"), (drip, "took too long"), (close_early, "no HTTP"), (garbage, "no HTTP")],
)
def test_a_receiver_that_does_not_answer_is_left(behaviour, words: str) -> None:
    with receiving(behaviour) as receiver, pytest.raises(NoAnswer, match=words) as left:
        posted(receiver.address, seconds=0.3)
    assert "hidden" not in str(left.value)
    assert "\x1b" not in str(left.value)


def test_an_endless_body_is_not_read() -> None:
    with receiving(flood) as receiver:
        assert posted(receiver.address).status == 200


def test_redirects_are_not_followed() -> None:
    with receiving(answer(204)) as other, receiving(answer(307, Location=other.address)) as receiver:
        assert posted(receiver.address).status == 307
    assert other.received == []


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with receiving() as proxy, receiving() as receiver:
        monkeypatch.setenv("http_proxy", proxy.address)
        monkeypatch.delenv("no_proxy", raising=False)
        assert posted(receiver.address).status == 204
    assert proxy.received == []


def test_nobody_there() -> None:
    with receiving() as receiver:
        pass
    with pytest.raises(NoAnswer, match="Connection refused"):
        posted(receiver.address)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    return make_certificate(tmp_path)


def test_whom_the_system_does_not_trust_gets_nothing(certificate: Path) -> None:
    with receiving(certificate=certificate) as receiver, pytest.raises(NoAnswer, match="no trust"):
        posted(receiver.address)
    assert receiver.received == []


def test_whom_the_operator_trusts_gets_it_under_its_own_name_alone(certificate: Path) -> None:
    context = ssl.create_default_context(cafile=str(certificate))
    with receiving(certificate=certificate) as receiver:
        assert posted(receiver.address, context=context).status == 204
        with pytest.raises(NoAnswer, match="no trust"):
            posted(receiver.address.replace("127.0.0.1", "localhost"), context=context)
    assert len(receiver.received) == 1


def test_one_that_speaks_no_tls_gets_nothing() -> None:
    with receiving() as receiver, pytest.raises(NoAnswer):
        posted(receiver.address.replace("http://", "https://"), seconds=2)
    assert receiver.received == []


def test_addresses_are_taken_apart() -> None:
    assert address_of(Secret("https://example.org")) == Address("example.org", 443, "/", True)
    assert address_of(Secret("http://[::1]:8080/a?b=c")) == Address("::1", 8080, "/a?b=c", False)
    assert address_of(Secret("http://localhost/a#b")).target == "/a"


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/topsecret",
        "ftp://example.org/topsecret",
        "file:///topsecret",
        "https://user:topsecret@example.org/",
        "https:///topsecret",
        "https://example.org:notaport/topsecret",
        "https://example.org/top secret\r\nhost: x",
        "https://exämple.org/topsecret",
        "topsecret",
        "http://127.0.0.1.example.org/topsecret",
    ],
)
def test_what_cannot_be_posted_to_is_refused_and_not_shown(address: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        address_of(Secret(address))
    assert "secret" not in f"{refused.value.what}{refused.value.where}{refused.value.mend}"


def test_an_address_shows_its_host_alone() -> None:
    address = address_of(Secret("https://example.org/topsecret"))
    assert repr(address) == "Address(example.org:443)"
