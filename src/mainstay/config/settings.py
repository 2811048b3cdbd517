"""The settings that a scanned repository may have: the one schema that all else about settings is made from."""

import hashlib
from typing import Annotated

import msgspec
from msgspec import Meta

LONGEST_GLOB = 200
MOST_GLOBS = 500
MOST_LABELS = 64
# All globs of one list together; with it the automaton that matches them stays small.
LONGEST_LIST = 20_000

Glob = Annotated[str, Meta(min_length=1, max_length=LONGEST_GLOB)]
GlobList = Annotated[tuple[Glob, ...], Meta(max_length=MOST_GLOBS)]
MOST_LAYERS = 50
MOST_RULES = 200
Layers = Annotated[tuple[GlobList, ...], Meta(max_length=MOST_LAYERS)]
# Two globs with an arrow between them; each is looked at by itself.
ImportRule = Annotated[str, Meta(pattern=r"^[^\x00-\x1f\x7f]{1,200} -> [^\x00-\x1f\x7f]{1,200}\Z")]
ImportRules = Annotated[tuple[ImportRule, ...], Meta(max_length=MOST_RULES)]
# A plain name: what it names lies at the repository's root and nowhere else.
BaselineName = Annotated[str, Meta(pattern=r"^(?:[A-Za-z0-9_.-]{1,95}\.json)?\Z")]
Rate = Annotated[str, Meta(pattern=r"^(?:[0-9]{1,7}(?:\.[0-9]{1,2})? [A-Z]{3})?\Z")]
LabelName = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]{0,39}\Z")]
LabelText = Annotated[str, Meta(pattern=r"^[^\x00-\x1f\x7f]{1,120}\Z")]

# Names of folders and files that test runners and build tools collect (pytest, unittest, Go, Jest, RSpec, Minitest, Surefire
# and Failsafe, projects of xUnit and of Swift, PHPUnit, Codeception, Cargo, GoogleTest).
TESTS = (
    "test/",
    "tests/",
    "__tests__/",
    "spec/",
    "conftest.py",
    "test_*.py",
    "*_test.py",
    "*_test.go",
    "*.test.[jt]s",
    "*.test.[jt]sx",
    "*.spec.[jt]s",
    "*.spec.[jt]sx",
    "*.test.[cm][jt]s",
    "*.spec.[cm][jt]s",
    "__mocks__/",
    "cypress/",
    "*_spec.rb",
    "*_test.rb",
    "test_*.rb",
    "*Test.java",
    "*Tests.java",
    "*TestCase.java",
    "*IT.java",
    "*Test.kt",
    "*Tests/",
    "*.Test/",
    "*Tests.cs",
    "*Test.cs",
    "*Test.php",
    "*Cest.php",
    "tests.rs",
    "*_test.rs",
    "*_test.c",
    "*_test.cc",
    "*_test.cpp",
    "*_unittest.cc",
    "*_unittest.cpp",
    "*-test.cc",
    "*Test.cpp",
    "*Tests.cpp",
    "test_*.c",
    "test_*.cc",
    "test_*.cpp",
)


class Thresholds(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """From which value on something counts as too much. What reaches the threshold itself is still fine."""

    cognitive: Annotated[
        int,
        Meta(
            ge=1,
            le=1000,
            description="Cognitive complexity of a function.",
            extra={"source": "SonarQube rule S3776, default 15"},
        ),
    ] = 15
    function_lines: Annotated[
        int,
        Meta(
            ge=5,
            le=5000,
            description="Code lines of a function; blanks, comments and the docstring left out.",
            extra={"source": "Pylint and Ruff PLR0915 allow 50 statements"},
        ),
    ] = 50
    nesting: Annotated[
        int,
        Meta(
            ge=1,
            le=50,
            description="How deep control flow is nested in a function.",
            extra={"source": "SonarQube rule S134 for Python, default 4"},
        ),
    ] = 4
    parameters: Annotated[
        int,
        Meta(
            ge=1,
            le=100,
            description="Parameters of a function.",
            extra={"source": "Pylint and Ruff PLR0913, default 5"},
        ),
    ] = 5
    file_lines: Annotated[
        int,
        Meta(
            ge=50,
            le=100_000,
            description="Code lines of a file.",
            extra={"source": "SonarQube rule S104 for Java, default 750; it has 1,000 for other languages"},
        ),
    ] = 750
    class_methods: Annotated[
        int,
        Meta(
            ge=1,
            le=1000,
            description="Methods of a class, where these take 47 decisions or more in all.",
            extra={"source": "Pylint R0904 allows 20; 47 is Lanza and Marinescu's mark of a god class"},
        ),
    ] = 20
    duplication_tokens: Annotated[
        int,
        Meta(
            ge=20,
            le=10_000,
            description="Tokens in a row that stand again elsewhere before they count as duplicated.",
            extra={"source": "SonarQube's duplication search, 100 tokens"},
        ),
    ] = 100


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What `mainstay.toml`, or `[tool.mainstay]` in `pyproject.toml`, may set."""

    exclude: Annotated[
        GlobList,
        Meta(
            description="Files and folders that are left out altogether.",
            examples=[["docs/examples/", "*.ipynb"]],
        ),
    ] = ()
    tests: Annotated[
        GlobList,
        Meta(
            description="Files and folders that hold test code. A list of your own stands in place of the default.",
            examples=[["tests/", "*_check.py"]],
            extra={"source": "names that the usual test runners and build tools of each language collect"},
        ),
    ] = TESTS
    generated: Annotated[
        GlobList,
        Meta(
            description="Files that a program writes, beside those recognised without being named, by .gitattributes too.",
            examples=[["*_pb2.py", "/src/api/client/"]],
        ),
    ] = ()
    vendored: Annotated[
        GlobList,
        Meta(
            description="Code of others kept here, beside what is recognised without being named, by .gitattributes too.",
            examples=[["third_party/", "/src/compat/six.py"]],
        ),
    ] = ()
    baseline: Annotated[
        BaselineName,
        Meta(
            description="The file at the repository's root that names the findings which are accepted as they are.",
            examples=["accepted.json"],
            extra={"allowed": 'a file name that ends in .json, without folders; "" for none'},
        ),
    ] = "mainstay-baseline.json"
    hourly_rate: Annotated[
        Rate,
        Meta(
            description="What an hour of work costs; with it debt is told in money too.",
            examples=["85 EUR"],
            extra={"allowed": 'an amount and the three letters of a currency (ISO 4217); "" for none'},
        ),
    ] = ""
    thresholds: Thresholds = msgspec.field(default_factory=Thresholds)
    layers: Annotated[
        Layers,
        Meta(
            description="Layers of files from the top down. A file may import its own layer and those below it.",
            examples=[[["web/"], ["services/", "jobs/"], ["domain/"]]],
        ),
    ] = ()
    forbidden_imports: Annotated[
        ImportRules,
        Meta(
            description="Imports that are not allowed: files, an arrow, and files that these may not import.",
            examples=[["src/ui/ -> src/db/"]],
        ),
    ] = ()
    labels: Annotated[
        dict[LabelName, LabelText],
        Meta(
            max_length=MOST_LABELS,
            description="Names and texts of your own that every report carries, such as the team or the tier.",
            examples=[{"team": "payments", "tier": "1"}],
        ),
    ] = msgspec.field(default_factory=dict)

    @property
    def rate(self) -> tuple[float, str]:
        """What an hour costs and in which currency; 0 and "" where it is not said."""
        amount, _, currency = self.hourly_rate.partition(" ")
        return float(amount or 0), currency

    def digest(self) -> str:
        """Give a hash that is the same for the same settings, whatever file or order they were written in."""
        canonical = msgspec.json.encode(self, order="deterministic")
        return hashlib.sha256(b"mainstay settings 1\n" + canonical).hexdigest()
