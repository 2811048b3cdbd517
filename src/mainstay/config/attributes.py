"""What a repository's .gitattributes says of generated and vendored files, for it is often said there already.

GitHub's linguist reads `linguist-generated` and `linguist-vendored` (github-linguist, docs/overrides.md); what is set there
joins the settings of the same meaning. The file is not ours: what cannot be understood in it is passed over.
"""

from collections.abc import Mapping, Sequence

from mainstay.config.validation import validate

FILE = ".gitattributes"
_KEYS = {"linguist-generated": "generated", "linguist-vendored": "vendored"}
_MOST_GLOBS = 100
_LONGEST_GLOB = 100
_FALSE = {"false", "0", "no", "off"}


def read_attributes(data: bytes) -> Mapping[str, Sequence[str]]:
    """Give the globs for each setting ("generated", "vendored") that a .gitattributes file speaks of.

    The last line about a glob counts. At most 100 globs of at most 100 characters are taken for each setting; lines with a
    quoted glob are left out.
    """
    found: dict[str, dict[str, None]] = {}
    for line in data.decode("utf-8", "replace").splitlines():
        glob, *attributes = line.split() or [""]
        if glob.startswith(("#", '"', "[attr]", "!")):
            continue
        for attribute in attributes:
            name, _, value = attribute.lstrip("-!").partition("=")
            if name in _KEYS and _is_usable(glob):
                globs = found.setdefault(_KEYS[name], {})
                globs.pop(glob, None)
                is_set = not attribute.startswith(("-", "!")) and value.lower() not in _FALSE
                if is_set and len(globs) < _MOST_GLOBS:
                    globs[glob] = None
    return {key: tuple(globs) for key, globs in found.items() if globs}


def _is_usable(glob: str) -> bool:
    return len(glob) <= _LONGEST_GLOB and not validate({"generated": [glob]})[1]
