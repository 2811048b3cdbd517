"""Subjects and findings, in every kind of store."""

from dataclasses import replace

from mainstay.domain.finding import Urgency
from mainstay.domain.known_finding import KnownFinding
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
