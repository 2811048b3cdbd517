import pytest

from mainstay.analysis.usage.declared_text import cfg_of, lines_of_names, toml_of


def test_reads_what_a_declaration_needs():
    row = "a = [" + '"b==1.2.3", ' * 100 + "]"
    assert toml_of(row) == {"a": ["b==1.2.3"] * 100}
    parsed = cfg_of("[metadata]\nname  =  a" + " " * 5_000 + "b\n")
    assert parsed is not None
    assert parsed.get("metadata", "name") == "a b"


@pytest.mark.parametrize(
    "text", ["a." * 101 + "a=1", '"."' + '.".' * 300 + '"=1', "a=" + "[" * 101, "a=" + "{a=" * 101]
)
def test_toml_beyond_its_bounds_is_not_parsed(text):
    assert toml_of(text) is None


@pytest.mark.parametrize("text", ["[a]\nb=" + "c" * 2_001, "[a]\n" + "b=1\n" * 10_001])
def test_cfg_beyond_its_bounds_is_not_parsed(text):
    assert cfg_of(text) is None


def test_tells_where_a_name_first_stands():
    assert lines_of_names("x-a\na.b>=c\na\na.b\n") == {"x-a": 1, "a.b": 2, "c": 2, "a": 3}
