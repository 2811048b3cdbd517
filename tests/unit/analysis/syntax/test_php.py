"""PHP: each construct, counted by hand."""

import pytest

from tests.unit.analysis.syntax.figures import functions, read, row


@pytest.mark.parametrize(
    ("body", "figures"),
    [
        ("return;", (1, 0, 0)),
        ("if ($a) { } elseif ($b) { } else { }", (3, 3, 1)),
        ("if ($a) { } else if ($b) { } else { }", (3, 3, 1)),
        ("if ($a) { } else { if ($b) { } }", (3, 4, 2)),
        ("if ($a): b(); elseif ($c): d(); else: e(); endif;", (3, 3, 1)),
        ("for (;;) { foreach ($a as $b) { } }", (3, 3, 2)),
        ("while (1) { do { continue 2; } while (0); }", (3, 4, 2)),
        ("switch ($a) { case 1: case 2: break; default: }", (3, 1, 1)),
        ("$q = match($a) { 1, 2 => 3, default => 4 };", (2, 1, 1)),
        ("try { } catch (E | F $e) { if ($a) { } } finally { }", (3, 3, 2)),
        ("return $a ? $b : $c;", (2, 1, 0)),
        ("return $a ?: $c;", (2, 1, 0)),
        ("return $a && $b || $c;", (3, 2, 0)),
        ("return $a and $b;", (2, 1, 0)),
        ("return $a ?? $b;", (2, 0, 0)),
        ("$a ??= $b;", (2, 0, 0)),
        ("goto e; e: return;", (1, 1, 0)),
        ("$g = function ($x) use ($a) { if ($x) { } };", (2, 2, 1)),
        ("$g = fn($x) => $x ? 1 : 2;", (2, 2, 0)),
        ("function g() { if ($a) { } }", (3, 2, 1)),
        ("f($a);", (1, 1, 0)),
        ("$a->f($b);", (1, 0, 0)),
    ],
)
def test_a_body(body: str, figures: tuple[int, int, int]) -> None:
    assert row(functions(f"<?php\nfunction f($a) {{\n{body}\n}}\n", "PHP")["f"]) == figures


@pytest.mark.parametrize(
    ("source", "name", "parameters"),
    [
        ("function f(int $a, &$b, ?C $c = null, ...$d) { }", "f", 3),
        ("namespace A\\B; class C { public static function f($a): int { } }", "C.f", 1),
        ("class C { function __construct(private int $a) { } }", "C.__construct", 1),
        ("abstract class C { abstract function g(); function f() { } }", "C.f", 0),
        ("interface I { function g(); } trait T { function f() { } }", "T.f", 0),
        ("enum E { case A; function f() { } }", "E.f", 0),
        ("new class { function f() { } };", "class@anonymous.f", 0),
        ("$a = function ($x) { if ($x) { } };", "<anonymous>", 1),
        ("get('/', function ($x) { if ($x) { } });", "<callback of get>", 1),
    ],
)
def test_a_name(source: str, name: str, parameters: int) -> None:
    found = functions(f"<?php\n{source}\n", "PHP")
    assert list(found) == [name]
    assert found[name].parameters == parameters


def test_a_method_calls_itself_through_its_object_or_class() -> None:
    calls = {"$this->f()": 1, "self::f()": 1, "static::f()": 1, "f()": 0, "$a->f()": 0, "B::f()": 0}
    for call, cognitive in calls.items():
        found = functions(f"<?php class A {{ function f() {{ {call}; }} }}\n", "PHP")
        assert found["A.f"].cognitive == cognitive, call


def test_imports() -> None:
    source = (
        "<?php\nuse X\\Y\\Z;\nuse X\\{P, Q as R};\nuse function a\\b;\nuse T;\nrequire_once __DIR__ . '/x.php';\n"
        "include 'y/z.php';\nrequire $name;\nrequire BASE . '/no.php';\nclass A { use B; }\n"
    )
    assert read(source, "PHP").imports == (
        ("X\\Y\\Z", 2),
        ("X\\P", 3),
        ("X\\Q", 3),
        ("a\\b", 4),
        ("T", 5),
        ("./x.php", 6),
        ("y/z.php", 7),
    )


def test_pages_around_the_code() -> None:
    source = "<p>if (a)</p>\n<?php if ($a): ?>\n<b>for</b>\n<?php endif; ?>\n"
    assert row(functions(source, "PHP")["<module>"]) == (2, 1, 1)
