"""Subjects, findings and predictions, in every kind of store."""

from dataclasses import replace

import pytest

from mainstay.domain.errors import RunFailed
from mainstay.domain.finding import Urgency
from mainstay.domain.known_finding import KnownFinding
from mainstay.domain.prediction import Prediction
from mainstay.domain.subject import Stage, Subject, Tier
from mainstay.ports.store import Store


def test_a_subject_takes_the_place_of_the_one_with_its_id(store: Store) -> None:
    shop = Subject("repo:shop", "shop", "/srv/shop", Tier.CRITICAL, Stage.ENDING, ("db:orders", "db:é"), 5, 6)
    with store.writing() as work:
        work.subjects.put(replace(shop, team="old", depends_on=()))
        work.subjects.put(shop)
        work.subjects.put(Subject("db:orders", "data"))
    with store.reading() as work:
        assert work.subjects.get("repo:shop") == shop
        assert work.subjects.get("none") is None
        assert [one.id for one in work.subjects.page(None)] == ["db:orders", "repo:shop"]
        assert list(work.subjects.page(None, after="db:orders")) == [shop]
        assert list(work.subjects.page(frozenset({"shop"}))) == [shop]
        assert [one.id for one in work.subjects.page(None, most=1)] == ["db:orders"]


def test_findings_are_listed_until_they_are_gone(store: Store) -> None:
    one = KnownFinding(
        "repo:a", "f1", "long-function", "long", Urgency.HIGH, 1, 2, 0, "a.py:3", ("90 lines",)
    )
    two = replace(one, fingerprint="f2", urgency=Urgency.LOW, evidence=())
    with store.writing() as work:
        work.findings.put([one, two, replace(one, subject="repo:b")])
        work.findings.put([])
    with store.writing() as work:
        assert list(work.findings.page("repo:a")) == [one, two]
        assert list(work.findings.page("repo:a", after="f1", most=5)) == [two]
        work.findings.put([replace(one, gone_at=9, last_seen=8)])
        assert list(work.findings.page("repo:a")) == [two]
        assert work.findings.get("repo:a", "f1") == replace(one, gone_at=9, last_seen=8)
        assert work.findings.get("repo:a", "f3") is None


def test_a_prediction_is_judged_once_it_is_due_and_once_only(store: Store) -> None:
    made = [
        Prediction("a", "disk-full", "host:1", "full by Friday", 10, 300, probability=0.8),
        Prediction("b", "disk-full", "host:2", "between", 20, 200, low=-1.5, high=1e300, cover=0.8),
        Prediction("c", "fix", "host:1", "", 30, 400),
    ]
    with store.writing() as work:
        work.ledger.add(made)
    with store.writing() as work:
        assert list(work.ledger.due(300)) == [made[1], made[0]]
        judged = replace(made[1], judged_at=350, came=False, value=0.25)
        assert work.ledger.judge(judged)
        assert not work.ledger.judge(replace(judged, came=True))
        assert not work.ledger.judge(replace(judged, id="none"))
        assert list(work.ledger.due(300, most=5)) == [made[0]]
        assert list(work.ledger.of("disk-full")) == [judged, made[0]]
        assert list(work.ledger.of("disk-full", "host:1", most=1)) == [made[0]]
    with pytest.raises(RunFailed), store.writing() as work:
        work.ledger.add([replace(made[0], kind="other")])
    with pytest.raises(ValueError, match="time"), store.writing() as work:
        work.ledger.judge(made[0])
