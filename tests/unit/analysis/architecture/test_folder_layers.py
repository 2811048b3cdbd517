"""Layers and forbidden imports that the settings name by folders, and circles, in languages other than Python."""

from mainstay.analysis.architecture.edges import Edges, edges_of
from mainstay.analysis.architecture.folder_layers import judged_by_folder
from mainstay.analysis.architecture.survey import other_cycles
from mainstay.analysis.architecture.web import Work
from mainstay.analysis.usage.graph import graph_of
from mainstay.analysis.usage.material import Material
from mainstay.analysis.usage.modules import Modules
from mainstay.analysis.usage.names import Import, Names
from mainstay.domain.architecture import Verdict
from mainstay.domain.source_file import FileKind
from mainstay.domain.usage import Step
from mainstay.keepers.code.architecture import rules_of

LAYERS = [["web/"], ["services/", "jobs/"], ["domain/"]]
LANGUAGES = {"ts": "TypeScript", "go": "Go", "rs": "Rust", "rb": "Ruby"}


def made(files: dict[str, list[str]], declared: dict[str, str] | None = None) -> tuple[list[Material], Edges]:
    """Give files with the specifiers that they import, one a line, and the edges between them."""
    materials = [
        Material(
            path,
            LANGUAGES[path.rpartition(".")[2]],
            FileKind.SOURCE,
            Names(imports=tuple(Import(one, 0, (), line, 0) for line, one in enumerate(specifiers, 1))),
        )
        for path, specifiers in files.items()
    ]
    given = {path: text.encode() for path, text in (declared or {}).items()}
    return materials, edges_of(materials, given, graph_of([], Modules([])))


def judged(files, declared=None, layers=LAYERS, forbidden=()):
    materials, edges = made(files, declared)
    rules = rules_of(layers, forbidden)
    return judged_by_folder(rules, edges.listed, {file.path for file in materials}, Work())


def test_an_import_upward_breaks_the_layers_and_one_downward_does_not():
    contracts, violations = judged(
        {
            "web/page.ts": ["../services/cart", "../domain/money", "react"],
            "services/cart.ts": ["../domain/money", "../jobs/nightly"],
            "jobs/nightly.ts": ["../services/cart"],
            "domain/money.ts": ["lodash", "../web/page"],
        }
    )
    assert [(one.name, one.verdict, one.violations) for one in contracts] == [("layers", Verdict.BROKEN, 1)]
    (violation,) = violations
    assert (violation.path, violation.line) == ("domain/money.ts", 2)
    assert violation.text == "imports web/page.ts, of the layer web/ above domain/"


def test_a_way_through_files_of_no_layer_counts():
    _, violations = judged({"domain/a.ts": ["../glue"], "glue.ts": ["./web/page"], "web/page.ts": []})
    (violation,) = violations
    assert violation.chain == (Step("domain/a.ts", "glue.ts", 1), Step("glue.ts", "web/page.ts", 1))


def test_packages_are_folders_and_ways_lead_through_their_files():
    files = {
        "web/page.go": [],
        "glue/one.go": ["shop/web"],
        "glue/two.go": [],
        "domain/a.go": ["fmt", "shop/glue"],
    }
    contracts, violations = judged(files, {"go.mod": "module shop\n"})
    assert [one.verdict for one in contracts] == [Verdict.BROKEN]
    (violation,) = violations
    assert violation.chain == (Step("domain/a.go", "glue/", 2), Step("glue/one.go", "web/", 1))


def test_a_forbidden_import_is_a_direct_one():
    files = {
        "ui/a.ts": ["../store/b"],
        "store/b.ts": ["../db/c"],
        "db/c.ts": [],
        "ui/d.ts": ["./a", "../db/c"],
    }
    contracts, violations = judged(files, layers=(), forbidden=("ui/ -> db/", "store/ -> ui/"))
    assert [(one.name, one.verdict) for one in contracts] == [
        ("ui/ -> db/", Verdict.BROKEN),
        ("store/ -> ui/", Verdict.KEPT),
    ]
    assert [(one.path, one.line, one.text) for one in violations] == [
        ("ui/d.ts", 2, "imports db/c.ts, which is forbidden")
    ]


def test_nothing_is_said_where_nothing_is_asked():
    assert judged({"a.ts": ["./b"], "b.ts": []}, layers=()) == ([], [])


def test_too_many_imports_are_told_as_not_judged():
    materials, edges = made({"domain/a.ts": ["../web/b"], "web/b.ts": []})
    contracts, violations = judged_by_folder(
        rules_of(LAYERS, ()), edges.listed, {file.path for file in materials}, Work(left=1)
    )
    assert [one.verdict for one in contracts] == [Verdict.NOT_JUDGED]
    assert violations == []


def test_circles_in_other_languages():
    materials, edges = made(
        {
            "a.ts": ["./b"],
            "b.ts": ["./a"],
            "lib/one.rb": ["relative two"],
            "lib/two.rb": ["relative one"],
            "src/lib.rs": ["mod cart"],
            "src/cart.rs": ["crate::Shop"],
            "tests/x.ts": ["./y"],
            "tests/y.ts": ["./x"],
        }
    )
    assert {one.paths for one in other_cycles(materials, edges)} == {
        ("a.ts", "b.ts"),
        ("lib/one.rb", "lib/two.rb"),
    }


def test_what_leads_nowhere_is_counted_by_language():
    _, edges = made({"a.ts": ["react", "./gone"], "b.go": ["fmt"], "c.rb": []})
    assert dict(edges.foreign) == {"Python": 0, "TypeScript": 2, "Go": 1}
