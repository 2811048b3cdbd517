"""The end of a certificate, from its own bytes; and bytes that are none."""

import datetime
import ssl
import subprocess
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mainstay.adapters.host.certificates import NoCertificate, end_of
from tests.fakes.certificates import make_certificate


def der(folder: Path) -> bytes:
    make_certificate(folder)
    return ssl.PEM_cert_to_DER_cert((folder / "cert.pem").read_text())


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return der(tmp_path_factory.mktemp("certificate"))


def test_the_end_is_what_openssl_says(tmp_path: Path) -> None:
    content = der(tmp_path)
    told = subprocess.run(
        ["openssl", "x509", "-noout", "-enddate", "-in", tmp_path / "cert.pem"],
        capture_output=True,
        text=True,
    ).stdout
    assert end_of(content) == ssl.cert_time_to_seconds(told.strip().removeprefix("notAfter="))


def validity(kind: int, text: bytes) -> bytes:
    def piece(tag: int, content: bytes) -> bytes:
        assert len(content) < 128
        return bytes([tag, len(content)]) + content

    inner = piece(0x30, piece(kind, text) * 2)
    return piece(0x30, piece(0x30, piece(0x02, b"\x01") + piece(0x30, b"") * 2 + inner))


@pytest.mark.parametrize(
    ("kind", "text", "year"),
    [(0x17, b"491231235959Z", 2049), (0x17, b"500101000000Z", 1950), (0x18, b"20501231235959Z", 2050)],
)
def test_years_of_two_digits_and_of_four(kind: int, text: bytes, year: int) -> None:
    assert datetime.datetime.fromtimestamp(end_of(validity(kind, text)), datetime.UTC).year == year


@pytest.mark.parametrize(
    "text", [b"", b"Z", b"991332000000Z", b"4912312359+1Z", b"4912312359590", b"00000000000000Z"]
)
def test_moments_that_are_none(text: bytes) -> None:
    with pytest.raises(NoCertificate):
        end_of(validity(0x17, text))
    with pytest.raises(NoCertificate):
        end_of(validity(0x18, text))


def test_one_that_is_cut_off_is_none(one: bytes) -> None:
    for length in range(len(one)):
        with pytest.raises(NoCertificate):
            end_of(one[:length])


@given(st.binary(max_size=100))
@example(b"\x30\x84\xff\xff\xff\xff")
@example(b"\x30\x80" + b"\x30\xff" * 300)
@example(bytes(70_000))
def test_other_bytes_are_none(content: bytes) -> None:
    with pytest.raises(NoCertificate):
        end_of(content)


@given(st.data())
def test_changed_bytes_give_a_moment_or_none(one: bytes, data: st.DataObject) -> None:
    place, byte = data.draw(st.integers(0, len(one) - 1)), data.draw(st.integers(0, 255))
    try:
        found = end_of(one[:place] + bytes([byte]) + one[place + 1 :])
    except NoCertificate:
        return
    assert isinstance(found, float)
