"""A secret stays closed whatever is done with it but the one thing."""

import copy
import dataclasses
import json
import logging
import pickle
import pprint
import traceback

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.domain.secret import Secret

VALUE = "correct-horse-battery"


@dataclasses.dataclass
class Holder:
    token: Secret
    name: str = "shop"


@pytest.mark.parametrize(
    "show",
    [
        repr,
        str,
        "{}".format,
        "{!r:>40}".format,
        "{:>40}".format,
        lambda secret: "%s %r" % (secret, secret),  # noqa: UP031
        lambda secret: f"{secret}",
        lambda secret: pprint.pformat(Holder(secret)),
        lambda secret: str(dataclasses.asdict(Holder(secret))),
        lambda secret: json.dumps({"token": secret}, default=str),
        lambda secret: str([secret, {secret: secret}]),
        lambda secret: str(dir(secret)),
        lambda secret: logging.LogRecord("", 0, "", 0, "%s", (secret,), None).getMessage(),
    ],
)
def test_nothing_shows_it(show) -> None:
    assert VALUE not in show(Secret(VALUE))


@pytest.mark.parametrize(
    "write", [pickle.dumps, json.dumps, msgspec.json.encode, msgspec.msgpack.encode, bytes, vars, len, iter]
)
def test_nothing_writes_it_down(write) -> None:
    with pytest.raises(TypeError) as refused:
        write(Secret(VALUE))
    assert VALUE not in "".join(traceback.format_exception(refused.value))


def test_it_is_given_when_asked_for_and_does_not_change() -> None:
    secret = Secret(VALUE)
    assert secret.reveal() == VALUE
    with pytest.raises(TypeError):
        secret.other = 1
    assert secret.reveal() == VALUE
    assert copy.copy(secret) is copy.deepcopy(secret) is secret


@given(st.text(max_size=30))
def test_comparing_tells_nothing(text: str) -> None:
    assert Secret(text) != text
    assert Secret(text) != Secret(text)
