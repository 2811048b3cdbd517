"""What each evidence class means, in a sentence."""

from mainstay.analysis.usage.names import Kind

SENTENCES = {
    "module-no-reference": (
        "No import leads to it, and its name, without folders, stands in no string of code, no template, configuration or "
        "document. Comments and the strings of tests were not looked through."
    ),
    "no-reference": "Its name stands nowhere else in the repository: not in code, tests, strings, templates or documents.",
    "public-no-reference": "Its name stands nowhere else in the repository, but those who install this library can use it.",
    "only-same-name": "Other code has the same name, but no import leads from there to this.",
    "public-only-same-name": (
        "Other code has the same name and no import leads from there to this, but those who install this library can use it."
    ),
    "only-comments": "Its name stands nowhere else but in comments and documentation within code.",
    "public-only-comments": (
        "Its name stands nowhere else but in comments and documentation within code, "
        "but those who install this library can use it."
    ),
    "only-own-file": "It is private, its own file does not use it, and no file imports it; others of its name are their own.",
    "only-attribute-of-same-name": "It is used nowhere, but some object's attribute has the same name.",
    "only-tests": "Only tests use it.",
    "only-exported": (
        "It is exported (`__all__` or a package's `__init__`) and otherwise unused, "
        "or only passes on what it imports: others may use it."
    ),
    "only-strings": "Its name stands in strings, templates or configuration only.",
    "only-docs": "Its name stands in documentation and comments only.",
    "shared-interface": "Three or more places define this name and none uses it: something outside seems to call it.",
    "reached-at-run-time": "Its module works with globals() or exec(), which may reach it.",
    "loaded-by-folder": "Nothing imports it, nor its neighbours: the folder seems to be loaded as a whole.",
}


PACKAGE = (
    "Nothing outside it imports it or a module within it, and its name stands in no string of other code, no template, "
    "configuration or document. No module within it starts by itself, and none above it imports by names that it works out. "
    "Comments and the strings of tests were not looked through."
)
NO_PACKAGE_JUDGED = "Its certainty was counted on single modules: no whole package was judged."
OF_A_LIBRARY = "Those who install this library can import it."


def package_sentence(name: str, modules: int, lines: int) -> str:
    """Say it of a package with so many modules and lines; the caller adds when it was last changed."""
    size = f"{lines:,} line" if lines == 1 else f"{lines:,} lines"
    within = "1 module" if modules == 1 else f"{modules:,} modules"
    return f"package {name}: 0 imports, no entry point, {within}, {size}"


def module_sentence(why: str, lines: int) -> str:
    """Say it of a module; the caller adds when it was last changed."""
    size = f"{lines:,} line" if lines == 1 else f"{lines:,} lines"
    if why == "only-tests":
        return f"imported by tests only, no entry point, {size}"
    return f"0 imports, no entry point, {size}"


def name_sentence(kind: str, name: str, why: str) -> str:
    """Say it of a definition."""
    what = {Kind.METHOD: "method", Kind.CLASS: "class", Kind.VARIABLE: "variable"}.get(Kind(kind), "function")
    rest = {
        "only-tests": "is used by tests only",
        "only-exported": (
            "It is exported (`__all__` or a package's `__init__`) and otherwise unused, "
            "or only passes on what it imports: others may use it."
        ),
        "only-strings": "is named in strings only",
        "only-docs": "is named in documents only",
    }.get(why, "is not used")
    return f"{what} {name} {rest}"
