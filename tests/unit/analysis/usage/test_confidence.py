import pytest

from mainstay.analysis.usage.confidence import Judged, confidence, of_beta
from mainstay.analysis.usage.judged import JUDGED, LISTED
from mainstay.analysis.usage.sentences import SENTENCES


@pytest.mark.parametrize(
    ("yes", "no", "expected"),
    # Known in closed form: p, sqrt(p), the third root of p, and sin^2(pi p / 2).
    [
        (1, 1, (0.5, 0.05, 0.95)),
        (2, 1, (0.667, 0.224, 0.975)),
        (3, 1, (0.75, 0.368, 0.983)),
        (0.5, 0.5, (0.5, 0.006, 0.994)),
    ],
)
def test_mean_and_interval(yes, no, expected):
    told = of_beta(yes, no)
    assert (told.mean, told.low, told.high) == pytest.approx(expected, abs=2e-3)


def test_nothing_judged_claims_nothing():
    told = confidence(Judged(0, 0))
    assert told.mean == 0.5
    assert told.low < 0.01
    assert told.high > 0.99


def test_every_class_that_was_judged_has_its_sentence():
    assert {key.removeprefix("module-") for key in JUDGED} <= SENTENCES.keys()


def test_what_is_listed_was_right_more_often_than_not():
    listed = {key for key, judged in JUDGED.items() if confidence(judged).mean >= LISTED}
    assert listed == {
        "no-reference", "public-no-reference", "only-comments", "public-only-comments", "only-own-file", "only-same-name",
        "module-no-reference",
    }  # fmt: skip
