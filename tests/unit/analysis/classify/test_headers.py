"""Headers that may be C or C++: by what they hold, else by what stands around them."""

import pytest

from mainstay.analysis.classify.headers import language_of_headers, language_shown
from mainstay.analysis.classify.languages import CPP, C, language_of


@pytest.mark.parametrize(
    ("paths", "language"),
    [
        ([], C),
        (["a.h", "b.h"], C),
        (["a.h", "b.c"], C),
        (["a.h", "b.cc", "c.cpp", "d.c"], CPP),
        (["a.cc", "b.c"], C),
        (["a.hpp"], CPP),
        (["a.py", "b.cc"], CPP),
    ],
)
def test_most_sources_say_what_headers_are(paths: list[str], language: str) -> None:
    assert language_of_headers((path, language_of(path)) for path in paths) == language


def test_what_a_content_shows_goes_before_what_stands_around_it() -> None:
    assert language_shown("a.h", C, CPP, C) == CPP
    assert language_shown("a.h", C, "", CPP) == CPP
    assert language_shown("a.h", C, "", C) == C
    # A source is what its name says.
    assert language_shown("a.c", C, "", CPP) == C
