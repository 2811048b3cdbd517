"""The oldest release that a range admits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.base_lines.ranges import oldest_admitted
from mainstay.analysis.end_of_life.releases import PRODUCTS


@pytest.mark.parametrize(
    ("product", "text", "oldest"),
    [
        ("python", ">=3.8", "3.8"),
        ("python", ">=3.8.1,<4", "3.8"),
        ("python", ">3.8", "3.8"),
        ("python", ">=3.10", "3.10"),
        ("python", "<3.12,>=3.9", "3.9"),
        ("python", "~=3.9", "3.9"),
        ("python", "~=3.9.2", "3.9"),
        ("python", "^3.9", "3.9"),
        ("python", "==3.9.*", "3.9"),
        ("python", ">=3.8, !=3.8.*", "3.9"),
        ("python", ">=3.8, !=3.8.1", "3.8"),
        ("python", ">=2.7, !=3.4.*", "2.7"),
        ("python", "~=3.9.0 || >=3.12", "3.9"),
        ("nodejs", ">=18", "18"),
        ("nodejs", "^20 || ^18.2", "18"),
        ("nodejs", "18.x", "18"),
        ("nodejs", "18 - 22", "18"),
        ("nodejs", "~20.1.0", "20"),
        ("nodejs", "18", "18"),
        # Not bounded from below, or nothing that is known.
        ("nodejs", "*", None),
        ("nodejs", "<20", None),
        ("python", ">=4", None),
        ("python", "", None),
        ("python", ">=3.8" + " " * 300, None),
        ("cobol", ">=3.8", None),
    ],
)
def test_ranges(product: str, text: str, oldest: str | None) -> None:
    assert oldest_admitted(product, text) == oldest


@given(st.sampled_from(sorted(PRODUCTS)), st.text(">=<!~^|*x. ,-0123456789v", max_size=210))
def test_whatever_is_asked_for_a_known_release_or_none_is_given(product: str, text: str) -> None:
    oldest = oldest_admitted(product, text)
    assert oldest is None or oldest in PRODUCTS[product].releases
