"""Layers and forbidden imports that the settings name by folders, and circles, in languages other than Python."""

from mainstay.analysis.architecture.edges import Edges, edges_of
from mainstay.analysis.architecture.folder_layers import judged_by_folder
from mainstay.analysis.architecture.sides import Standing
from mainstay.analysis.architecture.survey import other_cycles
from mainstay.analysis.architecture.web import Work
from mainstay.analysis.usage.graph import graph_of
from mainstay.analysis.usage.material import Material, Part
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


def standing(materials, *, strict=True):
    tests = frozenset(file.path for file in materials if file.part is Part.TEST)
    return Standing(frozenset(file.path for file in materials), tests, strict=strict)


def judged(files, declared=None, layers=LAYERS, forbidden=(), *, strict=True):
    materials, edges = made(files, declared)
    rules = rules_of(layers, forbidden)
    return judged_by_folder(rules, edges.listed, standing(materials, strict=strict), Work())


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
        rules_of(LAYERS, ()), edges.listed, standing(materials), Work(left=1)
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


_THREE = {"web/page.ts": ["../domain/money"], "services/cart.ts": [], "domain/money.ts": []}


def test_a_glob_that_means_no_file_is_told_with_the_nearest_and_nothing_is_kept():
    contracts, violations = judged(
        _THREE,
        layers=[["web/"], ["/service/"], ["/domain/"]],
        forbidden=["domain/ -> web/pages.ts", "web/ -> services/"],
    )
    assert violations == []
    assert [(one.verdict, one.unmatched) for one in contracts] == [
        (Verdict.NOT_JUDGED, ("/service/ matches no file, the nearest is services/",)),
        (Verdict.NOT_JUDGED, ("web/pages.ts matches no file, the nearest is web/page.ts",)),
        (Verdict.KEPT, ()),
    ]
    assert contracts[0].reason == "/service/ matches no file, the nearest is services/"


def test_a_rule_that_is_broken_is_told_so_beside_its_glob_without_files():
    contracts, violations = judged(
        _THREE | {"domain/x.ts": ["../web/page"]}, layers=[["web/", "nothing/"], ["domain/"]]
    )
    assert [(one.verdict, len(one.unmatched)) for one in contracts] == [(Verdict.BROKEN, 1)]
    assert [one.path for one in violations] == ["domain/x.ts"]


def test_an_earlier_commit_need_not_have_all_folders_of_now():
    contracts, _ = judged({"web/page.ts": []}, layers=[["web/"], ["domain/"]], strict=False)
    assert [(one.verdict, one.unmatched) for one in contracts] == [(Verdict.KEPT, ())]


def test_a_layer_all_of_whose_files_are_in_one_above_is_told():
    files = {"lib/a.ts": [], "lib/src/b.ts": ["../a"]}
    contracts, _ = judged(files, layers=[["/lib/"], ["/lib/src/"]])
    assert [(one.verdict, one.unmatched) for one in contracts] == [
        (Verdict.NOT_JUDGED, ("/lib/src/ holds no file that is not in a layer above it",))
    ]
    contracts, violations = judged(files, layers=[["/lib/src/"], ["/lib/"]])
    assert [one.verdict for one in contracts] == [Verdict.KEPT]
    assert violations == []


def test_tests_break_neither_layers_nor_forbidden_imports():
    files = {
        "web/page.ts": [],
        "services/cart.ts": [],
        "domain/money.ts": [],
        "domain/tests/money.ts": ["../../web/page"],
    }
    contracts, violations = judged(files, layers=[*LAYERS[:1], ["domain/"]], forbidden=["domain/ -> web/"])
    assert [one.verdict for one in contracts] == [Verdict.KEPT, Verdict.KEPT]
    assert violations == []


def test_a_glob_that_means_tests_alone_is_taken_at_its_word():
    files = {"web/page.ts": [], "domain/money.ts": [], "domain/tests/money.ts": ["../../web/page"]}
    _, violations = judged(
        files, layers=[["web/"], ["domain/tests/"], ["domain/"]], forbidden=["domain/tests/ -> web/"]
    )
    assert [(one.contract, one.path) for one in violations] == [
        ("layers", "domain/tests/money.ts"),
        ("domain/tests/ -> web/", "domain/tests/money.ts"),
    ]


def test_no_way_leads_through_the_tests_of_a_package_that_is_imported():
    files = {"web/page.go": [], "glue/one.go": [], "glue/tests/x.go": [], "domain/a.go": ["shop/glue"]}
    materials, edges = made(files | {"glue/one_test.go": ["shop/web"]}, {"go.mod": "module shop\n"})
    held = standing(materials)
    held.tests |= {"glue/one_test.go"}
    contracts, _ = judged_by_folder(rules_of([["web/"], ["domain/"]], ()), edges.listed, held, Work())
    assert [one.verdict for one in contracts] == [Verdict.KEPT]
