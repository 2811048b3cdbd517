"""Results of tests as real tools wrote them, held against what each tool printed itself (see tests/produced)."""

from pathlib import Path

import pytest

from mainstay.analysis.test_runs.junit import Case, RunFile, read_junit

PRODUCED = Path(__file__).parents[3] / "produced" / "results"
JAVA = {"os.name": "Linux", "os.arch": "amd64", "java.version": "17.0.15"}
# Cases that failed, passed, were left out; and the name of one that failed.
PRINTED = {
    "pytest-9.2.0.xml": (3, 6, 2, "tests.test_price.TestPrice::test_wrong"),
    "xmlrunner-4.0.0/TEST-test_price.TestPrice-20261121224452.xml": (1, 3, 1, "test_price.TestPrice::test_wrong"),
    "gtest-1.12.1.xml": (1, 4, 2, "Price::Wrong"),
    "ctest-3.25.1.xml": (1, 4, 2, "Price.Wrong"),
    "ant-junit-1.10.13/TEST-com.shop.PriceTest.xml": (2, 1, 1, "com.shop.PriceTest::wrong"),
    "surefire-2.22.3/TEST-com.shop.FlakyTest.xml": (0, 1, 0, ""),
    "surefire-2.22.3/TEST-com.shop.PriceTest.xml": (2, 1, 1, "com.shop.PriceTest::wrong"),
    "gotestsum-1.8.2.xml": (1, 4, 1, "example.com/shop/shop::TestWrong"),
    "gotestsum-1.8.2-rerun.xml": (3, 4, 1, "example.com/shop/shop::TestWrong"),
    "phpunit-9.6.7.xml": (1, 3, 1, "PriceTest::testWrong"),
    "rspec-junit-formatter-0.4.1.xml": (1, 3, 1, "spec.price_spec::price total fails"),
    "bats-1.8.2.xml": (1, 1, 1, "a.bats::fails"),
    "jest-junit-17.0.0.xml": (1, 3, 1, "price fails  [31mred"),
    "mocha-junit-reporter-2.2.1.xml": (1, 3, 0, "price fails red"),
    "mocha-xunit-10.8.2.xml": (1, 3, 1, "price::fails  [31mred"),
    "vitest-4.1.12.xml": (1, 3, 1, "t3/price.test.mjs::price > fails"),
    "node-20.20.2.xml": (1, 2, 1, "price::fails"),
}  # fmt: skip


def read(name: str) -> tuple[RunFile, list[Case]]:
    content = (PRODUCED / name).read_bytes()
    cases: list[Case] = []
    told = read_junit([content], len(content), cases.append)
    return told, cases


def test_each_file_has_its_figures() -> None:
    found = {path.relative_to(PRODUCED).as_posix() for path in PRODUCED.rglob("*.xml")}
    assert found == PRINTED.keys()


@pytest.mark.parametrize("name", PRINTED)
def test_figures_are_those_that_the_tool_printed(name: str) -> None:
    told, cases = read(name)
    assert told.problem == ""
    *figures, failed = PRINTED[name]
    left_out = [one for one in cases if one.skipped]
    ended = [one for one in cases if not one.skipped]
    broke = [one for one in ended if not one.passed]
    assert [len(broke), len(ended) - len(broke), len(left_out)] == figures
    assert not failed or failed in {one.name for one in broke}
    assert all(one.seconds >= 0 for one in ended)


@pytest.mark.parametrize("name", sorted(PRINTED.keys() - {"gotestsum-1.8.2-rerun.xml"}))
def test_no_two_tests_have_one_name(name: str) -> None:
    _, cases = read(name)
    assert len({one.name for one in cases}) == len(cases)


def test_tries_of_one_run_are_counted() -> None:
    _, flaky = read("surefire-2.22.3/TEST-com.shop.FlakyTest.xml")
    assert [(one.failures, one.passed) for one in flaky] == [(1, True)]
    told, broken = read("surefire-2.22.3/TEST-com.shop.PriceTest.xml")
    assert {one.name: one.failures for one in broken if one.failures} == {
        "com.shop.PriceTest::error": 3,
        "com.shop.PriceTest::wrong": 3,
    }
    assert told.properties == JAVA
