"""Topics as text and as a page."""

from dataclasses import replace

from mainstay.present.topics import as_list, as_page, as_text
from tests.fakes.doors import TOPICS


def test_a_topic_is_told_whole_and_wrapped() -> None:
    told = as_text(TOPICS[0], 60)
    for words in [
        "Complex function  (complex-function)",
        "lost = weight x share",
        "Campbell",
        "See also, with mainstay explain: complexity",
    ]:
        assert words in told
    assert max(map(len, told.split("\n"))) <= 60
    assert max(map(len, as_text(TOPICS[0], 1).split("\n"))) <= 40


def test_many_others_to_see_keep_to_the_width() -> None:
    told = as_text(replace(TOPICS[0], formula="", see=("complexity", "long-function") * 8), 60)
    assert told.count("long-function") == 8
    assert max(map(len, told.split("\n"))) <= 60


def test_a_topic_without_more_is_its_summary() -> None:
    assert as_text(TOPICS[1], 80) == "Complexity  (complexity)\n\nHow much of the code is hard to follow.\n"


def test_the_list_and_the_page_hold_every_code_under_its_group() -> None:
    ordered = sorted(TOPICS, key=lambda topic: topic.group)
    listed, page = as_list(ordered), as_page(ordered)
    for topic in TOPICS:
        assert f"  {topic.code}" in listed
        assert f"\n### `{topic.code}`: {topic.title}\n" in page
        assert topic.summary in listed
        assert topic.summary in page
    assert listed.index("Findings") < listed.index("long-function") < listed.index("Score")
    assert as_list([]) == "\n"


def test_the_list_keeps_its_columns_in_any_width() -> None:
    narrow = as_list(TOPICS, 44)
    assert max(map(len, narrow.split("\n"))) <= 44
    assert "\n                    " in narrow
    assert as_list(TOPICS, 1) == as_list(TOPICS, 40)
