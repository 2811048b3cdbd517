"""A directive is read out of any comment's text, or is refused with the reason why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.suppression.directive import LONGEST_COMMENT, Directive, is_of_plugin, read_directive
from mainstay.analysis.suppression.reasons import LONGEST_REASON, end_of_day, reason_problem

MARCH = 1_803_945_599  # 1 March 2027, 23:59:59 UTC


@pytest.mark.parametrize(
    ("comment", "directive"),
    [
        ("# mainstay: ignore[long-function] by design", Directive(("long-function",), "by design")),
        (
            "#mainstay:ignore[a, b,a] the parser is so until 2027-03-01",
            Directive(("a", "b"), "the parser is so", MARCH),
        ),
        ("# mainstay: ignore[a]: generated from the schema", Directive(("a",), "generated from the schema")),
        ("# mainstay: ignore[a] -- old code, until 2027-03-01  ", Directive(("a",), "old code", MARCH)),
        ("// mainstay: ignore[a] kept until v3", Directive(("a",), "kept until v3")),
        (
            "/* mainstay: ignore-file[large-file] a table of the law */",
            Directive(("large-file",), "a table of the law", whole_file=True),
        ),
        ("<!-- mainstay: ignore[a] as published -->", Directive(("a",), "as published")),
        ("# noqa: C901  # mainstay: ignore[a] see #4812", Directive(("a",), "see #4812")),
        ("-- mainstay: ignore[a] 自動生成されたコード", Directive(("a",), "自動生成されたコード")),
        ("# mainstay: ignore[a] one\t  two", Directive(("a",), "one two")),
    ],
)
def test_what_is_written_right(comment: str, directive: Directive) -> None:
    assert read_directive(comment) == directive


@pytest.mark.parametrize(
    ("comment", "refused"),
    [
        ("# mainstay: ignore", "names no code"),
        ("# mainstay: ignore because of the law", "names no code"),
        ("# mainstay: ignore[] because of the law", "names no code"),
        ("# mainstay: ignore[ , ] because of the law", "names no code"),
        ("# mainstay: ignore[a", "names no code"),
        ("# mainstay: ignore[a,,b] because of the law", "no codes"),
        ("# mainstay: ignore[A*] because of the law", "no codes"),
        ("# mainstay: ignore[\x1b[31m] because of the law", "no codes"),
        (f"# mainstay: ignore[{','.join(f'a{n}' for n in range(21))}] because of it", "more than 20"),
        ("# mainstay: ignore[a]", "no reason"),
        ("# mainstay: ignore[a] !!! --- ***", "no reason"),
        ("# mainstay: ignore[a] legacy", "too short"),
        ("# mainstay: ignore[a] a b c", "too short"),
        ("# mainstay: ignore[a] until 2027-03-01", "no reason"),
        ("# mainstay: ignore[a] the law until 2027-02-30", "YYYY-MM-DD"),
        ("# mainstay: ignore[a] the law until 2027/03/01", "YYYY-MM-DD"),
        ("# mainstay: ignore[a] the law until 1.3.2027", "YYYY-MM-DD"),
        (f"# mainstay: ignore[a] {'word ' * 70}", f"longer than {LONGEST_REASON}"),
        ("# mainstay: ignore[a] " + "x" * (1 << 20), f"longer than {LONGEST_COMMENT:,}"),
        ("# mainstay: ignores[a] because of the law", "only"),
        ("# mainstay: suppress[a] because of the law", "only"),
        ("# mainstay: ignore-line[a] because of the law", "only"),
    ],
)
def test_what_cannot_be_used_says_why(comment: str, refused: str) -> None:
    directive = read_directive(comment)
    assert directive is not None
    assert refused in directive.refused
    assert (directive.codes, directive.reason, directive.until) == ((), "", 0)


@pytest.mark.parametrize(
    "comment",
    [
        "",
        "# mainstay",
        "# see mainstay: ignore[a] in the docs",
        "# mainstay: the program",
        "# Mainstay: ignore[a] by design",
        "x" * 2_000 + "# mainstay: ignore[a] by design",
    ],
)
def test_prose_is_no_directive(comment: str) -> None:
    assert read_directive(comment) is None


@given(
    st.lists(st.from_regex(r"\A[a-z][a-z0-9-]{0,20}\Z"), min_size=1, max_size=5, unique=True),
    st.lists(st.from_regex(r"\A[a-z]{3,8}\Z").filter("until".__ne__), min_size=2, max_size=8),
    st.dates().map(str) | st.none(),
    st.booleans(),
)
def test_what_is_written_is_read_back(
    codes: list[str], words: list[str], day: str | None, whole: bool
) -> None:
    reason = " ".join(words)
    verb = "ignore-file" if whole else "ignore"
    until = f" until {day}" if day else ""
    read = read_directive(f"# mainstay: {verb}[{', '.join(codes)}] {reason}{until}")
    assert read == Directive(tuple(codes), reason, end_of_day(day) if day else 0, whole)


@given(st.text() | st.from_regex(r"# ?mainstay: ?ignore(-file)?\[.{0,40}\] ?.{0,60}( until .{0,12})?"))
def test_any_text_is_read_or_refused_and_never_more_than_allowed(comment: str) -> None:
    read = read_directive(comment)
    if read is not None and not read.refused:
        assert read.codes
        assert reason_problem(read.reason) == ""
        assert "\n" not in read.reason
        assert len(read.reason) <= LONGEST_REASON


@given(st.dates())
def test_a_day_ends_with_its_last_second(day) -> None:
    end = end_of_day(day.isoformat())
    assert end is not None
    assert (end + 1) % 86_400 == 0
    assert (end + 1) // 86_400 == day.toordinal() - 719_162


@pytest.mark.parametrize(
    "day", ["", "2027-13-01", "2027-02-29", "0000-01-01", "27-1-1", "2027-03-01 ", "２０２７-03-01"]
)
def test_what_is_no_day(day: str) -> None:
    assert end_of_day(day) is None


def test_codes_of_plugins_are_codes() -> None:
    told = read_directive("# mainstay: ignore[license-headers/missing, complex-function] taken over as it is")
    assert told is not None
    assert (told.codes, told.refused) == (("license-headers/missing", "complex-function"), "")
    assert [is_of_plugin(code) for code in told.codes] == [True, False]


@pytest.mark.parametrize("code", ["a/", "/a", "a/b/c", "a/B", "a//b", "../a"])
def test_what_only_looks_like_one_is_none(code: str) -> None:
    told = read_directive(f"# mainstay: ignore[{code}] taken over as it is")
    assert told is not None
    assert told.refused == "what stands in its brackets are no codes"
