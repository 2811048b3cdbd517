"""The table of families: each can be asked for, and says what it is about."""

from mainstay.analysis.promql.arithmetic import term_of
from mainstay.domain.signal import Side
from mainstay.keepers.metrics.exporters import EXPORTERS


def test_each_is_arithmetic_of_metrics_and_has_a_name_of_its_own() -> None:
    for family in EXPORTERS:
        assert term_of(family.query).metrics
        assert not family.limit or term_of(family.limit).metrics <= family.metrics
    assert len({family.name for family in EXPORTERS}) == len(EXPORTERS)


def test_each_has_a_limit_with_its_source_or_is_worth_it_alone() -> None:
    for family in EXPORTERS:
        has_limit = bool(family.limit) or family.bound is not None
        assert has_limit != family.alone
        assert bool(family.source) == has_limit
        assert family.what and family.kind and family.names


def test_no_two_are_about_the_same() -> None:
    queries = [family.query for family in EXPORTERS]
    assert len(set(queries)) == len(queries)


def test_certificates_end_below_nothing() -> None:
    ends = [family for family in EXPORTERS if family.sort == "certificate"]
    assert len(ends) == 7
    assert {(one.side, one.bound, one.unit) for one in ends} == {(Side.BELOW, 0.0, "s")}
