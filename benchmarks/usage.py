"""One survey of a repository's work tree, run as a program of its own so that its memory is its own.

`python -m benchmarks.usage --repo PATH` prints JSON: CPU seconds of each phase, bytes of the encoded names, and the number of
candidates by evidence class. Without a repository a synthetic one is made.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from time import process_time

from benchmarks.repositories import git, given_or_synthetic
from mainstay.analysis.classify.binaries import is_binary_name
from mainstay.analysis.classify.contents import kind_of_content, text_of
from mainstay.analysis.classify.languages import PYTHON as PYTHON_LANGUAGE
from mainstay.analysis.classify.languages import language_of
from mainstay.analysis.classify.places import Places
from mainstay.analysis.syntax.grammars.python import PYTHON
from mainstay.analysis.syntax.measure import measure
from mainstay.analysis.usage.material import Material
from mainstay.analysis.usage.names import NOTHING, encode
from mainstay.analysis.usage.project import declares
from mainstay.analysis.usage.python import names_of
from mainstay.analysis.usage.survey import survey
from mainstay.analysis.usage.words import words_of
from mainstay.config.globs import Globs
from mainstay.config.settings import TESTS
from mainstay.domain.source_file import FileKind

# Tables, translations and patches name nothing that code could be called by.
_WORDLESS = frozenset(("Gettext", "CSV", "Patch", "XML"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Survey every repository that was asked for, and print one document each."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.usage", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--repo", action="append", type=Path, help="a repository; give many")
    with given_or_synthetic(parser.parse_args(arguments).repo) as paths:
        for path in paths:
            print(json.dumps(surveyed(path)))
    return 0


def surveyed(repository: Path) -> dict[str, object]:
    """Read every file that git knows, then survey them."""
    places = Places(tests=Globs(TESTS).match, generated=lambda _: False, vendored=lambda _: False)
    files: list[Material] = []
    declarations: dict[str, bytes] = {}
    lines: dict[str, int] = {}
    reading = held = 0.0
    for path in git(repository, "ls-files", "-z").split("\0"):
        place = repository / path
        language = language_of(path)
        if (
            not path
            or place.is_symlink()
            or not place.is_file()
            or is_binary_name(path)
            or language in _WORDLESS
        ):
            continue
        content = place.read_bytes()
        kind = kind_of_content(content) or places.kind_of(path)
        if kind is FileKind.BINARY:
            continue
        text = text_of(content)
        skipped = measure(text, PYTHON).skipped if language == PYTHON_LANGUAGE else ()
        begun = process_time()
        names = (
            names_of(text, skipped)
            if language == PYTHON_LANGUAGE
            else words_of(text)
            if language
            else NOTHING
        )
        encoded = encode(names)
        reading += process_time() - begun
        held += len(encoded)
        files.append(Material(path, language, kind, names))
        lines[path] = text.count(b"\n")
        if declares(path):
            declarations[path] = text
    begun = process_time()
    usage = survey(files, declarations, lines)
    surveying = process_time() - begun
    return {
        "files": len(files),
        "reading names, CPU s": round(reading, 2),
        "names, MB": round(held / 1e6, 1),
        "survey, CPU s": round(surveying, 2),
        "listed": dict(Counter(one.why for one in usage.unused)),
        "not listed": dict(usage.unlisted),
        "cycles": len(usage.cycles),
        "dependencies": dict(Counter(one.code for one in usage.dependencies)),
    }


if __name__ == "__main__":
    sys.exit(main())
