"""What `explain` tells about contracts on imports."""

from mainstay.domain.topic import Topic

_GROUP = "Findings"

ARCHITECTURE: tuple[Topic, ...] = (
    Topic(
        code="layer-violation",
        group=_GROUP,
        title="An import against a contract",
        summary="The file imports, directly or by way of others, what a contract of this repository does not allow it to.",
        paragraphs=(
            "Contracts are the settings layers and forbidden_imports, which name folders of any language whose imports are "
            "read (mainstay config explain layers tells their form): a file of a lower layer must import none of an upper "
            "one, and what forbidden_imports names must not be imported, directly or by way of others.",
            "In Python so are those of import-linter (.importlinter, setup.cfg or pyproject.toml), read as they are: layers, "
            "forbidden, independence, protected and acyclic_siblings, with their ignored imports. They are judged on the "
            "same modules and imports as import-linter does, without running anything; a type of contract that is a program "
            "of its own is told as not judged, and so is one that import-linter would refuse.",
            "A file is told once for each contract that it breaks, with the shortest chain of imports that leads from it to "
            "what it may not reach. The line is that of the chain's first import.",
            "Move what is needed to a part that both may import, or hand it in from above; where the contract is wrong, change "
            "the contract.",
        ),
        sources=("import-linter, docs on contract types", "grimp, find_illegal_dependencies_for_layers"),
        see=("import-cycle",),
    ),
)
