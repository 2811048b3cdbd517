"""Where settings come from, what is refused in them, and that every mistake is told at once with its place."""

import pytest

from mainstay.config.loading import DEFAULT, load, read_document, with_flags
from mainstay.config.schema import SETTINGS, value_of
from mainstay.config.settings import TESTS, Settings, Thresholds
from mainstay.domain.errors import ConfigurationError, ExitCode


def reader(**files: str):
    """Give a `read` over files named with _ for the dot."""
    return lambda name: found.encode() if (found := files.get(name.replace(".", "_"))) is not None else None


def refused(text: str) -> ConfigurationError:
    with pytest.raises(ConfigurationError) as caught:
        read_document(text.encode(), "mainstay.toml")
    assert caught.value.exit_code is ExitCode.USAGE
    return caught.value


def test_without_a_file_all_is_default() -> None:
    loaded = load(reader())
    assert loaded.settings == Settings()
    assert loaded.file == ""
    assert loaded.settings.thresholds == Thresholds(
        cognitive=15, function_lines=50, nesting=4, parameters=5, file_lines=750, duplication_tokens=100
    )
    assert loaded.settings.tests == TESTS
    assert {loaded.origin(setting.key) for setting in SETTINGS} == {DEFAULT}


def test_every_setting_can_be_set_and_its_place_is_known() -> None:
    text = """\
exclude = ["a/"]
tests = ["t/"]
generated = ["g_*.py"]
vendored = [
  "v/",
]
baseline = "accepted.json"
hourly_rate = "85 EUR"
layers = [["w/"], ["d/", "e/"]]
forbidden_imports = ["a/ -> b/"]

[thresholds]
cognitive = 1
function_lines = 5
nesting = 1
parameters = 1
file_lines = 50
class_methods = 1
duplication_tokens = 20

[labels]
team = "a"
"""
    loaded = load(reader(mainstay_toml=text))
    assert loaded.settings == Settings(
        exclude=("a/",),
        tests=("t/",),
        generated=("g_*.py",),
        vendored=("v/",),
        baseline="accepted.json",
        hourly_rate="85 EUR",
        layers=(("w/",), ("d/", "e/")),
        forbidden_imports=("a/ -> b/",),
        thresholds=Thresholds(
            cognitive=1,
            function_lines=5,
            nesting=1,
            parameters=1,
            file_lines=50,
            class_methods=1,
            duplication_tokens=20,
        ),
        labels={"team": "a"},
    )
    for setting in SETTINGS:
        assert value_of(loaded.settings, setting.key) != setting.default
        line = int(loaded.origin(setting.key).removeprefix("mainstay.toml:"))
        assert setting.name in text.split("\n")[line - 1]


def test_the_table_of_pyproject_is_read_too() -> None:
    text = '[project]\nname = "x"\n\n[tool.mainstay]\nexclude = ["a/"]\n[tool.mainstay.thresholds]\nnesting = 9\n'
    loaded = load(reader(pyproject_toml=text))
    assert loaded.settings.exclude == ("a/",)
    assert loaded.settings.thresholds.nesting == 9
    assert loaded.origin("exclude") == "pyproject.toml:5"
    assert loaded.origin("thresholds.nesting") == "pyproject.toml:7"


def test_a_dotted_key_is_found_as_well() -> None:
    loaded = load(reader(pyproject_toml="tool.mainstay.thresholds.nesting = 9\n"))
    assert loaded.origin("thresholds.nesting") == "pyproject.toml:1"


@pytest.mark.parametrize(
    "text", ["", "[tool.other]\nx = 1", "this is [ no TOML", '[project]\nname = "mainstay"']
)
def test_a_pyproject_that_sets_nothing_here_does_not_matter(text: str) -> None:
    assert load(reader(pyproject_toml=text)).file == ""
    assert load(reader(pyproject_toml=text, mainstay_toml="")).file == "mainstay.toml"


def test_a_pyproject_that_cannot_be_read_does_not_matter() -> None:
    def read(name: str) -> bytes | None:
        if name == "pyproject.toml":
            raise ConfigurationError("no regular file")
        return own

    own: bytes | None = None
    assert load(read).file == ""
    own = b"exclude = []"
    assert load(read).file == "mainstay.toml"


def test_a_pyproject_that_names_us_must_be_readable() -> None:
    with pytest.raises(ConfigurationError, match="no TOML"):
        load(reader(pyproject_toml="[tool.mainstay]\nexclude = ["))


def test_two_files_are_one_too_many() -> None:
    with pytest.raises(ConfigurationError, match="two settings files") as caught:
        load(reader(pyproject_toml="[tool.mainstay]", mainstay_toml=""))
    assert "pyproject.toml" in caught.value.where
    assert "mainstay.toml" in caught.value.where


def test_a_table_that_is_none_is_refused() -> None:
    with pytest.raises(ConfigurationError, match=r"tool\.mainstay is no table"):
        load(reader(pyproject_toml="[tool]\nmainstay = 3"))


def test_all_mistakes_are_told_at_once_each_with_its_line_and_mending() -> None:
    error = refused(
        'exlude = ["a/"]\nexclude = ["ok", "../x", 3]\ntests = "tests/"\n[thresholds]\ncognitve = 20\nnesting = true\n'
        'parameters = 0\nfile_lines = 1.5\nfunction_lines = "9"\n[labels]\nTeam = "a"\n'
    )
    told = error.where.split("\n")
    assert error.what == "10 settings cannot be used"
    assert len(told) == 10
    assert told[0] == "mainstay.toml:1: exlude: there is no such setting; did you mean exclude?"
    assert told[1].startswith('mainstay.toml:2: exclude[1]: "../x" leads out of the repository')
    assert told[2].startswith("mainstay.toml:2: exclude[2]: 3 is no text")
    assert told[3].startswith('mainstay.toml:3: tests: "tests/" is no list; allowed is a list')
    assert told[4].startswith(
        "mainstay.toml:5: thresholds.cognitve: there is no such setting; did you mean thresholds.cognitive"
    )
    assert (
        told[5]
        == "mainstay.toml:6: thresholds.nesting: true is not allowed; allowed is a whole number from 1 to 50"
    )
    assert told[6].startswith("mainstay.toml:7: thresholds.parameters: 0 is not allowed")
    assert told[7].startswith("mainstay.toml:8: thresholds.file_lines: 1.5 is not allowed")
    assert told[8].startswith('mainstay.toml:9: thresholds.function_lines: "9" is not allowed')
    assert told[9].startswith("mainstay.toml:11: labels.Team: is no label")
    assert "config explain" in error.mend


@pytest.mark.parametrize(
    ("line", "about"),
    [
        ('command = "rm -rf /"', "command"),
        ('test_command = ["pytest"]', "command"),
        ('post_run = "x"', "run"),
        ('api-key = "x"', "api"),
        ('githubToken = "x"', "token"),
        ("secrets = { a = 1 }", "secrets"),
        ('server = "10.0.0.1"', "server"),
        ('webhook = "x"', "webhook"),
        ('plugins = ["evil"]', "plugins"),
        ("[hooks]", "hooks"),
        ('callback = "https://example.org/"', "address"),
        ('cache = "/etc/passwd"', "path outside"),
        ('report = "../../x"', "path outside"),
        ('home = "~/x"', "path outside"),
    ],
)
def test_what_belongs_to_the_operator_is_refused_and_sent_there(line: str, about: str) -> None:
    error = refused(line)
    assert about in error.where
    assert "mainstay-server.yaml" in error.where
    assert "exclusions, thresholds, layers and labels only" in error.where


@pytest.mark.parametrize(
    "line",
    [
        'exclude = ["/../x"]',
        'exclude = ["a\\u0000b"]',
        'exclude = ["~/x"]',
        'vendored = [""]',
        f'generated = ["{"a" * 201}"]',
        f"exclude = {['x'] * 501}",
        f"exclude = {[f'{i:0>150}' for i in range(300)]}",
        "exclude = [[]]",
        "labels = 3",
        "labels = { a = 3 }",
        'labels = { a = "x\\ny" }',
        f'labels = {{ a = "{"x" * 121}" }}',
        "[labels]\n" + "\n".join(f'a{i} = "x"' for i in range(65)),
        "thresholds = 3",
        "thresholds = []",
        "thresholds.cognitive = 1001",
        "thresholds.cognitive = -9223372036854775808",
    ],
)
def test_values_outside_their_limits_are_refused(line: str) -> None:
    error = refused(line)
    assert error.what == "a setting cannot be used"
    assert len(error.where) < 400


def test_hostile_keys_and_values_stay_on_their_line_and_short() -> None:
    error = refused(
        '"a\\nmend: run this\\u001b[2J\\u202e" = 1\n"' + "k" * 100_000 + '" = 2\nexclude = ["../\\u001b[31m"]'
    )
    assert len(error.where.split("\n")) == 3
    assert len(error.where) < 1_500
    assert not set(error.where) & set("\x1b\u202e\r")


def test_thousands_of_mistakes_are_told_in_short() -> None:
    error = refused("\n".join(f"k{i} = 1" for i in range(5_000)))
    assert error.what == "5,000 settings cannot be used"
    assert error.where.endswith("and 4,980 more")


def test_flags_lie_over_the_file() -> None:
    loaded = read_document(b'exclude = ["a/"]\n[thresholds]\nnesting = 7\nparameters = 8\n', "mainstay.toml")
    laid = with_flags(loaded, {"exclude": ("b/",), "vendored": ("v/",), "thresholds.nesting": 9})
    assert laid.settings.exclude == ("a/", "b/")
    assert laid.settings.vendored == ("v/",)
    assert laid.settings.thresholds == Thresholds(nesting=9, parameters=8)
    assert laid.origin("exclude") == "mainstay.toml:1 and --exclude"
    assert laid.origin("thresholds.nesting") == "--nesting"
    assert laid.origin("thresholds.parameters") == "mainstay.toml:4"
    assert with_flags(loaded, {"tests": ("x/",)}).settings.tests == (*TESTS, "x/")
    assert loaded.settings.exclude == ("a/",)


def test_flags_are_held_against_the_schema_too() -> None:
    with pytest.raises(ConfigurationError) as caught:
        with_flags(read_document(b"", "mainstay.toml"), {"exclude": ("../x",), "thresholds.nesting": 0})
    assert caught.value.what == "2 settings cannot be used"
    assert caught.value.where.startswith("the command line: exclude[0]")


def test_the_digest_depends_on_values_alone() -> None:
    written = read_document(
        b'[labels]\nb = "2"\na = "1"\n[thresholds]\nnesting = 4\n', "mainstay.toml"
    ).settings
    again = read_document(b'labels = { a = "1", b = "2" }', "pyproject.toml").settings
    assert written.digest() == again.digest()
    assert written.digest() != Settings().digest()
    assert Settings(exclude=("a",)).digest() != Settings(vendored=("a",)).digest()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('layers = ["web/"]', 'layers[0]: "web/" is no list'),
        ('layers = "web/"', "is no list of layers"),
        ('layers = [["web/"], ["/../x"]]', "layers[1][0]"),
        ("layers = [[1]]", "layers[0][0]: 1 is no text"),
        ('forbidden_imports = ["ui/ db/"]', "is no rule"),
        ('forbidden_imports = ["ui/ -> db/ -> x/"]', "is no rule"),
        ('forbidden_imports = ["ui/ -> /../db"]', "forbidden_imports[0][1]"),
        ("forbidden_imports = 3", "is no list of rules"),
        (f"layers = {[['web/']] * 51}", "is no list of layers"),
    ],
)
def test_layers_that_cannot_be_used_say_where(text: str, told: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        load(reader(mainstay_toml=text))
    assert told in raised.value.where
