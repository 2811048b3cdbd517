"""Each kind of anomaly has its sentence."""

from dataclasses import replace

import pytest

from mainstay.domain.anomaly import Anomaly, AnomalyKind, Happening
from mainstay.domain.signal import Signal
from mainstay.present.anomaly_words import KINDS, length, moment, nearest, sentence

NOW = 20_000 * 86_400 + 60_000
AT = 20_000 * 86_400 + 50_700
SIGNAL = Signal("main", "k", "service:web", "latency", "latency", "s")
SPIKE = Anomaly(SIGNAL, AnomalyKind.SPIKE, AT, AT + 1_200, False, 12.0, 0.9, 0.3, 4.04)


def plain(one: Anomaly, now: int = NOW) -> str:
    return sentence(one, now).replace("\u202f", " ")


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (
            SPIKE,
            "latency rose from usually 300 ms to 900 ms at 14:05 UTC for 20 minutes; 4 times its usual spread",
        ),
        (replace(SPIKE, until=AT, spreads=None), "latency rose from usually 300 ms to 900 ms at 14:05 UTC"),
        (
            replace(SPIKE, lasts=True, spreads=1e9),
            "latency rose from usually 300 ms to 900 ms at 14:05 UTC, and is still there; over 100 times its usual spread",
        ),
        (
            replace(SPIKE, kind=AnomalyKind.SHIFT, lasts=True, spreads=None),
            "latency rose from usually 300 ms to 900 ms at 14:05 UTC and stays there",
        ),
        (
            replace(SPIKE, kind=AnomalyKind.SHIFT, value=0.1, until=AT + 5 * 3_600, spreads=None),
            "latency fell from usually 300 ms to 100 ms at 14:05 UTC for 5 hours",
        ),
        (
            replace(SPIKE, kind=AnomalyKind.UNREST, spreads=None),
            "latency moved by 900 ms from point to point at 14:05 UTC for 20 minutes, usually by 300 ms",
        ),
        (
            replace(SPIKE, kind=AnomalyKind.NO_RHYTHM, lasts=True, spreads=None),
            "latency did not rise and fall as usual since 14:05 UTC: it stood at 900 ms where 300 ms is usual",
        ),
        (
            replace(SPIKE, kind=AnomalyKind.FLAT, until=AT + 8 * 3_600, lasts=True, spreads=None),
            "latency stood at exactly 900 ms since 14:05 UTC, for 8 hours, longer than ever before",
        ),
        (
            replace(SPIKE, kind=AnomalyKind.SILENCE, value=7_200.0, usually=600.0, lasts=True, spreads=None),
            "latency has no points since 14:05 UTC, for 2 hours; the longest gap before was 10 minutes",
        ),
    ],
)
def test_a_sentence_for_each_kind(one: Anomaly, told: str) -> None:
    assert plain(one) == told


def test_every_kind_has_its_words() -> None:
    assert set(KINDS) == set(AnomalyKind)
    for kind in AnomalyKind:
        assert "latency" in sentence(replace(SPIKE, kind=kind), NOW)


def test_the_day_is_told_where_it_is_not_today() -> None:
    assert moment(AT, NOW) == "at 14:05 UTC"
    assert moment(AT, NOW + 86_400) == "on 4 Oct 2024 at 14:05 UTC"


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (AT - 180, "3 minutes after an event of web"),
        (AT + 7_200, "2 hours before an event of web"),
        (AT + 59, "at the time of an event of web"),
    ],
)
def test_what_was_done_is_told_with_its_distance(at: int, told: str) -> None:
    assert nearest(replace(SPIKE, happening=Happening(at, "web", "an event"))) == told
    assert nearest(replace(SPIKE, happening=Happening(at, "", "an event"))) == told.removesuffix(" of web")


def test_names_cannot_steer_the_terminal() -> None:
    vile = replace(
        SPIKE, signal=replace(SIGNAL, what="a\x1b[2J\u202e"), happening=Happening(AT, "b\x07", "c\x1b")
    )
    assert not {"\x1b", "\x07", "\u202e"} & set(sentence(vile, NOW))


def test_lengths_are_whole() -> None:
    assert [length(one) for one in (1, 119, 7_199, 7_200, 172_799, 172_800)] == [
        "1 minute",
        "2 minutes",
        "120 minutes",
        "2 hours",
        "48 hours",
        "2 days",
    ]
