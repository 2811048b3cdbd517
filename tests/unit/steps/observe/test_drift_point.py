"""Since when drift is told: a day, the baseline's, or where the head left a revision; anything else is refused with a mend."""

import pytest

from mainstay.config.baseline import NO_BASELINE, Accepted, Baseline
from mainstay.domain.check_options import CheckOptions
from mainstay.domain.comparison import Base
from mainstay.domain.errors import EvidenceMissing, UsageError
from mainstay.steps.observe.drift_point import with_drift_point
from tests.fakes.source import MadeUpRepository


def accepted(day: str, fingerprint: str) -> Accepted:
    return Accepted(
        path="a.py",
        code="large-file",
        symbol="",
        value=900.0,
        accepted=day,
        until="",
        reason="it was there",
        fingerprint=fingerprint,
    )


TAKEN = Baseline(findings=(accepted("2025-03-01", "a" * 16), accepted("2025-05-01", "b" * 16)))


def made() -> MadeUpRepository:
    repository = MadeUpRepository()
    repository.commit({"a.py": "x = 1\n"})
    repository.commit({"a.py": "x = 2\n"})
    return repository


def chosen(
    drift: str, baseline: Baseline = NO_BASELINE, repository: MadeUpRepository | None = None
) -> CheckOptions:
    return with_drift_point((repository or made()).opened(), CheckOptions(drift=drift), baseline)


def test_nothing_and_a_day_stay_as_they_are() -> None:
    for asked in ("", "2025-05-01"):
        assert chosen(asked) == CheckOptions(drift=asked)


def test_the_baseline_means_the_day_on_which_findings_were_last_accepted() -> None:
    found = chosen("baseline", TAKEN)
    assert (found.drift, found.drift_since) == ("2025-05-01", Base("", "when findings were last accepted"))


def test_a_revision_is_led_to_its_commit() -> None:
    repository = made()
    first = next(iter(repository.commits))
    assert chosen(first, repository=repository).drift_since == Base(first, first)


@pytest.mark.parametrize(
    ("asked", "error", "text"),
    [
        ("2025-02-31", UsageError, "2025-02-31 is no day"),
        ("baseline", UsageError, "the baseline accepts nothing"),
        ("nowhere\x1b[31m", UsageError, "there is no commit nowhere"),
    ],
    ids=["no day", "no baseline", "no commit"],
)
def test_what_cannot_be_chosen_is_refused(asked: str, error: type[Exception], text: str) -> None:
    with pytest.raises(error, match=text) as refused:
        chosen(asked)
    assert "\x1b" not in str(refused.value)


def test_a_revision_without_a_common_past_is_no_evidence() -> None:
    repository = made()
    head, repository.head = repository.head, ""
    other = repository.commit({"b.py": "y = 1\n"})
    repository.head = head
    with pytest.raises(EvidenceMissing, match="no commit in common"):
        chosen(other, repository=repository)
