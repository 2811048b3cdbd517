"""What a path says by itself: the language, whether there is text, and whose code it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.classify import languages
from mainstay.analysis.classify.binaries import is_binary_name
from mainstay.analysis.classify.languages import is_code, is_programmed, language_of
from mainstay.analysis.classify.places import Places
from mainstay.config.globs import Globs
from mainstay.config.settings import TESTS
from mainstay.domain.source_file import FileKind
from mainstay.keepers.code.listing import Listed

PATHS = st.lists(
    st.text(st.characters(exclude_characters="/"), min_size=1, max_size=8), min_size=1, max_size=5
).map("/".join)


def places(*, tests=TESTS, generated=(), vendored=()) -> Places:
    return Places(tests=Globs(tests).match, generated=Globs(generated).match, vendored=Globs(vendored).match)


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("a.py", "Python"),
        ("a.PY", "Python"),
        ("a.pyi", "Python"),
        ("deep/er/a.pyw", "Python"),
        ("SConstruct", "Python"),
        ("wscript", "Python"),
        (".py", "Python"),
        ("a.pyx", "Cython"),
        ("a.min.js", "JavaScript"),
        ("a.d.ts", "TypeScript"),
        ("a.tsx", "TSX"),
        ("a.jsx", "JavaScript"),
        ("a.mts", "TypeScript"),
        ("a.h", "C"),
        ("a.hpp", "C++"),
        ("a.rs", "Rust"),
        ("Makefile", "Make"),
        ("GNUmakefile", "Make"),
        ("CMakeLists.txt", "CMake"),
        ("Dockerfile", "Dockerfile"),
        ("a.tar.gz", ""),
        ("a", ""),
        ("a.", ""),
        ("py", ""),
        ("a.py/b", ""),
        ("a.py.orig", ""),
        (".gitignore", ""),
        ("", ""),
        ("a.svg", "XML"),
        ("README.md", "Markdown"),
        ("notes.txt", "Text"),
    ],
)
def test_languages(path: str, language: str) -> None:
    assert language_of(path) == language


def test_data_and_prose_are_no_code() -> None:
    assert [name for name in ("Python", "Make", "SQL", "HTML", "Dockerfile") if not is_code(name)] == []
    assert [
        name for name in ("", "JSON", "YAML", "Markdown", "Jupyter", "Text", "CSV") if is_code(name)
    ] == []


def test_pages_schemas_and_builds_are_code_that_is_no_program() -> None:
    laid_out = ("Dockerfile", "Make", "HTML", "CSS", "Jinja", "Terraform", "Protocol Buffers")
    assert [name for name in laid_out if is_programmed(name) or not is_code(name)] == []
    assert all(map(is_programmed, ("Python", "C", "Shell", "SQL", "TypeScript", "Vue")))
    assert not any(map(is_programmed, ("", "JSON", "YAML", "Markdown")))
    known = {*vars(languages)["_BY_SUFFIX"].values(), *vars(languages)["_BY_NAME"].values()}
    assert vars(languages)["_NOT_PROGRAMMED"] <= known


def test_no_language_shares_an_ending_with_a_format_without_lines() -> None:
    endings = vars(languages)["_BY_SUFFIX"]
    assert len(endings) > 100
    assert [ending for ending in endings if is_binary_name(f"a{ending}")] == []


@pytest.mark.parametrize(
    "path", ["a.png", "a/b.PNG", "a.tar.gz", "a.so", "lib.a", "x.whl", "a.b.pyc", ".ico"]
)
def test_names_of_formats_without_lines(path: str) -> None:
    assert is_binary_name(path)


@pytest.mark.parametrize(
    "path", ["png", "a.py", "a.svg", "a.txt", "a.", "", "a.so.1", "a.png/b", "o", "LICENSE"]
)
def test_names_of_texts(path: str) -> None:
    assert not is_binary_name(path)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("src/a.py", FileKind.SOURCE),
        ("tests/a.py", FileKind.TEST),
        ("src/tests/deep/a.py", FileKind.TEST),
        ("src/test_a.py", FileKind.TEST),
        ("a_test.go", FileKind.TEST),
        ("conftest.py", FileKind.TEST),
        ("src/latest/a.py", FileKind.SOURCE),
        ("src/contest.py", FileKind.SOURCE),
        ("src/testing.py", FileKind.SOURCE),
        ("vendor/a.py", FileKind.VENDORED),
        ("src/_vendor/lib/a.py", FileKind.VENDORED),
        ("Third_Party/a.c", FileKind.VENDORED),
        ("web/node_modules/x/index.js", FileKind.VENDORED),
        ("vendor/tests/test_a.py", FileKind.VENDORED),
        ("src/vendor.py", FileKind.SOURCE),
        ("src/vendors/a.py", FileKind.SOURCE),
        ("src/__generated__/a.ts", FileKind.GENERATED),
        ("src/generated/a.py", FileKind.GENERATED),
        ("api/orders_pb2.py", FileKind.GENERATED),
        ("api/orders_pb2_grpc.py", FileKind.GENERATED),
        ("api/orders_pb2.pyi", FileKind.GENERATED),
        ("api/orders.pb.go", FileKind.GENERATED),
        ("api/orders_pb2_test.py", FileKind.TEST),
        ("api/client.generated.ts", FileKind.GENERATED),
        ("src/parsetab.py", FileKind.GENERATED),
        ("versioneer.py", FileKind.GENERATED),
        ("package-lock.json", FileKind.GENERATED),
        ("web/yarn.lock", FileKind.GENERATED),
        ("uv.lock", FileKind.GENERATED),
        ("src/lock.py", FileKind.SOURCE),
        ("src/generator.py", FileKind.SOURCE),
        ("src/generated.py", FileKind.SOURCE),
        ("src/autogenerated_names.py", FileKind.SOURCE),
        ("static/jquery.min.js", FileKind.MINIFIED),
        ("static/site-min.css", FileKind.MINIFIED),
        ("static/app.bundle.js", FileKind.MINIFIED),
        ("static/app.js.map", FileKind.MINIFIED),
        ("src/admin.js", FileKind.SOURCE),
        ("src/map.py", FileKind.SOURCE),
    ],
)
def test_kinds_by_path(path: str, kind: FileKind) -> None:
    assert places().kind_of(path) is kind


def test_settings_stand_above_what_is_built_in() -> None:
    own = places(tests=("checks/",), generated=("api/",), vendored=("/compat/six.py",))
    assert own.kind_of("tests/a.py") is FileKind.SOURCE
    assert own.kind_of("checks/a.py") is FileKind.TEST
    assert own.kind_of("api/a.py") is FileKind.GENERATED
    assert own.kind_of("compat/six.py") is FileKind.VENDORED
    assert own.kind_of("src/compat/six.py") is FileKind.SOURCE
    assert own.kind_of("vendor/a.py") is FileKind.VENDORED
    assert places(generated=("vendor/",)).kind_of("vendor/a.py") is FileKind.GENERATED
    assert places(generated=("a/",), vendored=("a/",)).kind_of("a/b.py") is FileKind.VENDORED


@given(PATHS)
def test_any_path_has_a_kind_and_a_language(path: str) -> None:
    assert isinstance(places().kind_of(path), FileKind)
    assert isinstance(language_of(path), str)
    assert is_binary_name(path) in {True, False}


@pytest.mark.parametrize(
    "path",
    [
        "src/test/java/a/B.java",
        "a/BTests.java",
        "a/BIT.java",
        "A.Tests/B.cs",
        "src/A.UnitTests/B.cs",
        "src/UnitTests/Bug/B.cs",
        "src/IntegrationTests/B.cs",
        "Tests/AppTests/B.swift",
        "src/ATests.cs",
        "a_spec.rb",
        "a_test.rb",
        "src/ATest.php",
        "a/tests.rs",
        "a_test.go",
        "a/b_test.cc",
        "a/b_unittest.cc",
        "a/BTest.cpp",
        "a/test_b.c",
        "a.test.mjs",
        "__mocks__/a.js",
    ],
)
def test_tests_of_other_languages(path: str) -> None:
    assert places().kind_of(path) is FileKind.TEST


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("dist/a.js", FileKind.GENERATED),
        ("packages/a/dist/b/c.d.ts", FileKind.GENERATED),
        ("dist/a.py", FileKind.SOURCE),
        ("a/dist.js", FileKind.SOURCE),
        ("deps/lua/a.c", FileKind.VENDORED),
        ("a/deps/b.c", FileKind.SOURCE),
        ("a/b.pb.go", FileKind.GENERATED),
        ("a/b_pb.d.ts", FileKind.GENERATED),
        ("a/Form.Designer.cs", FileKind.GENERATED),
        ("a/b.g.i.cs", FileKind.GENERATED),
        ("a/zz_generated.deepcopy.go", FileKind.GENERATED),
        ("lib/Target/X86/a.cpp", FileKind.SOURCE),
        ("bin/a.rb", FileKind.SOURCE),
    ],
)
def test_whose_code_it_is_in_other_languages(path: str, kind: FileKind) -> None:
    assert places().kind_of(path) is kind


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("examples/session/index.js", FileKind.EXAMPLE),
        ("packages/one/example/main.go", FileKind.EXAMPLE),
        ("Samples/One/Program.cs", FileKind.EXAMPLE),
        ("examples/tests/test_one.py", FileKind.TEST),
        ("examples/vendor/one.js", FileKind.VENDORED),
        # Part of a program that is named so.
        ("src/main/java/com/example/One.java", FileKind.SOURCE),
        ("lib/samples/reader.py", FileKind.SOURCE),
        ("examples.py", FileKind.SOURCE),
    ],
)
def test_what_only_shows_how_code_is_used_is_an_example(path: str, kind: FileKind) -> None:
    assert places().kind_of(path) is kind


def test_examples_are_kept_but_do_not_make_the_score() -> None:
    assert FileKind.EXAMPLE.maintained
    assert not Listed("examples/a.py", "1", "Python", FileKind.EXAMPLE).scored
