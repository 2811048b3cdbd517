"""What `explain` tells about contracts on imports, and what became of imports."""

from mainstay.domain.topic import Topic

_GROUP = "Findings"

ARCHITECTURE: tuple[Topic, ...] = (
    Topic(
        code="layer-violation",
        group=_GROUP,
        title="An import against a contract",
        summary="The file imports, directly or by way of others, what a contract of this repository does not allow it to.",
        paragraphs=(
            "Contracts are `layers` and `forbidden_imports` of mainstay.toml, for folders in any language: a way up through "
            "files of no layer counts too, what is forbidden counts only where it is imported directly, and tests break "
            "neither but where a glob means nothing but tests. A rule with a glob that means no file is told as not judged.",
            "Contracts are also those of import-linter (.importlinter, setup.cfg or pyproject.toml), read as they are: layers, "
            "forbidden, independence, protected and acyclic_siblings, with their ignored imports. They are judged on the "
            "same modules and imports as import-linter does, without running anything; a type of contract that is a program "
            "of its own is told as not judged, and so is one that import-linter would refuse.",
            "A file is told once for each contract that it breaks, with the shortest chain of imports that leads from it to "
            "what it may not reach. The line is that of the chain's first import.",
            "Move what is needed to a part that both may import, or hand it in from above; where the contract is wrong, change "
            "the contract.",
        ),
        sources=("import-linter, docs on contract types", "grimp, find_illegal_dependencies_for_layers"),
        see=("import-cycle", "architecture-drift", "globs-without-files"),
    ),
)

DRIFT = Topic(
    code="architecture-drift",
    group="Figures",
    title="Drift of the architecture",
    summary="What became of imports since an earlier commit: files newly against a contract, circles that are new, grew or "
    "are gone, and parts and files whose fan-in or fan-out changed most.",
    paragraphs=(
        "The earlier commit is the newest of the main line at the first of the month nearest to a quarter ago (else a "
        "month), or what `--drift-since` names: a day, a branch, tag or commit, or the word baseline for the day on "
        "which findings were last accepted. Of another branch it is the commit where the head left it.",
        "Both commits are judged by the contracts and settings of now, so that drift is that of the code and not of its"
        " rules; a contract that the earlier code cannot be judged by is told. Files go by their names of now, so that "
        "renaming one is no drift. A circle is the one of then that it shares most files with, at least two; it grew "
        "where it has more files.",
        "Fan-in counts the files that import a part or file, fan-out those that it imports. Only what was there at both"
        " times, and changed by at least 3 files and a tenth, is listed.",
    ),
    see=("layer-violation", "import-cycle"),
)
