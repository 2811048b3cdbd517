"""Keys of webhooks: text or whsec_ and base64, and long enough that nobody guesses them."""

import base64

import pytest

from mainstay.analysis.delivery.signing import SHORTEST, signed_headers, signing_key

RAW = bytes(range(SHORTEST))


def test_a_key_is_text_or_base64() -> None:
    assert signing_key("whsec_" + base64.b64encode(RAW).decode()) == RAW
    assert signing_key("é" * 12) == "é".encode() * 12


@pytest.mark.parametrize(
    ("secret", "said"),
    [
        ("whsec_", "0 bytes"),
        ("whsec_" + base64.b64encode(RAW[:-1]).decode(), "23 bytes"),
        ("x" * (SHORTEST - 1), "23 bytes"),
        ("whsec_?", "no base64"),
    ],
)
def test_a_key_that_anybody_could_guess_signs_nothing(secret: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        signing_key(secret)


def test_the_signature_is_that_of_the_specification() -> None:
    # The example of Standard Webhooks 1.0.
    key = signing_key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    made = signed_headers(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, b'{"test": 2432232314}')
    assert made["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
