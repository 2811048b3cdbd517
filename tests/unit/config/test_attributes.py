"""What a .gitattributes file adds to the settings, and that nothing in it can spoil them."""

from hypothesis import given
from hypothesis import strategies as st

from mainstay.config.attributes import read_attributes
from mainstay.config.globs import Globs
from mainstay.config.loading import load, with_flags
from mainstay.config.settings import Settings
from mainstay.domain.errors import ConfigurationError

EXAMPLE = """\
# comment linguist-generated
*.py text eol=lf linguist-generated=false
/src/api/** -diff linguist-generated
snapshots/ linguist-generated=true text
third/* linguist-vendored
"quoted name" linguist-vendored
[attr]mine linguist-vendored
!never linguist-vendored
../outside linguist-vendored
both.c linguist-vendored linguist-generated
undone linguist-generated
undone -linguist-generated
"""


def reader(files: dict[str, str]):
    return lambda name: files[name].encode() if name in files else None


def test_what_linguist_is_told_is_taken() -> None:
    assert read_attributes(EXAMPLE.encode()) == {
        "generated": ("/src/api/**", "snapshots/", "both.c"),
        "vendored": ("third/*", "both.c"),
    }
    assert read_attributes(b"") == read_attributes(b"*.py text\n") == {}


def test_it_joins_the_settings_and_its_origin_is_told() -> None:
    files = {".gitattributes": EXAMPLE, "mainstay.toml": 'generated = ["own.py", "both.c"]\n'}
    loaded = load(reader(files))
    assert loaded.settings.generated == ("own.py", "both.c", "/src/api/**", "snapshots/")
    assert loaded.settings.vendored == ("third/*", "both.c")
    assert loaded.origin("generated") == "mainstay.toml:1 and .gitattributes"
    assert loaded.origin("vendored") == ".gitattributes"
    assert loaded.settings.digest() != load(reader({})).settings.digest()
    flagged = with_flags(loaded, {"vendored": ("more/",)})
    assert flagged.settings.vendored == ("third/*", "both.c", "more/")


def test_too_much_of_it_leaves_the_settings_alone() -> None:
    many = "".join(f"{number}{'x' * 80} linguist-vendored\n" for number in range(500))
    assert len(read_attributes(many.encode())["vendored"]) == 100
    own = "vendored = " + str([f"{number}{'y' * 150}" for number in range(120)]) + "\n"
    loaded = load(reader({".gitattributes": many, "mainstay.toml": own}))
    assert len(loaded.settings.vendored) == 120
    assert loaded.origin("vendored") == "mainstay.toml:1"


def test_a_file_that_cannot_be_read_is_passed_over() -> None:
    def read(name: str) -> bytes | None:
        if name == ".gitattributes":
            raise ConfigurationError("no regular file", where=name, mend="")
        return None

    assert load(read).settings == Settings()


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"{text} linguist-vendored".encode()))
def test_whatever_stands_there_gives_usable_globs(data: bytes) -> None:
    for globs in read_attributes(data).values():
        Globs(globs).match("a/b")
    load(lambda name: data if name == ".gitattributes" else None)
