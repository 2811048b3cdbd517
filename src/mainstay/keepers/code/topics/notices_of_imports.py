"""What limits what a report tells of imports and what is declared, explained."""

from mainstay.domain.topic import Topic

_GROUP = "Notices"


def _topic(code: str, title: str, summary: str, *paragraphs: str) -> Topic:
    return Topic(code=code, group=_GROUP, title=title, summary=summary, paragraphs=paragraphs)


NOTICES_OF_IMPORTS: tuple[Topic, ...] = (
    _topic(
        "contracts-not-judged",
        "Contracts on imports were not judged",
        "Whether they are kept is not known; the examples say which they are, and why.",
        "A type of contract that is a program of the repository's own is never run. What import-linter itself would refuse, "
        "such as a layer that does not exist or an ignored import that is not there, is not judged either: mend the contract.",
    ),
    _topic(
        "globs-without-files",
        "Globs of layers that mean no file",
        "A glob of `layers` or `forbidden_imports` matches no file, or every file of a layer belongs to a layer above it: such "
        "a rule is told as not judged, not as kept, for nothing can break it.",
        "Write the folder as it is called (the nearest one is named), or take the glob out. A file belongs to the first layer "
        "from the top that matches it: of two layers of which one lies in the other, the inner one must stand above.",
        "A rule with other globs that is broken all the same is told as broken. A gate that fails on layer-violation does not "
        "pass while a glob means no file: the evidence is missing.",
    ),
    _topic(
        "ignored-imports-gone",
        "Contracts ignore imports that are not there",
        "The import may be gone, or the name mistyped; the contract says that this is no error.",
        "Take the line out of the contract's ignore_imports.",
    ),
    _topic(
        "declarations-left-out",
        "Declarations that are too large",
        "A pyproject.toml, setup.cfg, setup.py, Pipfile or list of requirements is above 1 MiB, or they are above 16 MiB "
        "together. Those nearest to the root are read first; dependencies that are missing are not told.",
    ),
    _topic(
        "manifests-left-out",
        "Manifests that are too large",
        "Manifests that tell where imports lead (go.mod, package.json, tsconfig.json, composer.json, Cargo.toml), or "
        "contracts on imports, are above 1 MiB each or 16 MiB together.",
        "Those of the outermost folders are read first. Imports that only the others could lead to a file are counted as "
        "leading to none. Set aside what is not yours with `exclude` or `vendored`.",
    ),
    _topic(
        "drift-left-out",
        "Drift of the architecture is not told",
        "The commit that it is told since cannot be read, lies before what is here, or the worker that read its imports ended.",
        "Name another with `--drift-since`: a day (YYYY-MM-DD), a branch, tag or commit. A shallow clone holds only young "
        "ones: `git fetch --unshallow` gets the others.",
    ),
)
