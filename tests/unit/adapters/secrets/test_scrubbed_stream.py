"""A stream lets no secret through, piece by piece as programs print."""

import io

from mainstay.adapters.secrets.scrubbed_stream import ScrubbedStream
from mainstay.analysis.scrubbing.scrubber import Scrubber
from mainstay.domain.secret import Secret


def test_a_secret_in_pieces_does_not_come_through() -> None:
    beneath = io.StringIO()
    with ScrubbedStream(beneath, Scrubber([Secret("topsecret")])) as stream:
        for piece in "the token is topsecret, top":
            stream.write(piece)
            stream.flush()
            assert "topsec" not in beneath.getvalue()
        print("secret", "and done", file=stream)
    assert beneath.getvalue() == "the token is ***, *** and done\n"
    assert not beneath.closed


def test_closing_lets_the_rest_through_once() -> None:
    beneath = io.StringIO()
    stream = ScrubbedStream(beneath, Scrubber([Secret("topsecret")]))
    stream.write("top")
    assert beneath.getvalue() == ""
    stream.close()
    stream.close()
    assert beneath.getvalue() == "top"
