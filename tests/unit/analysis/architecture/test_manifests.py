"""Manifests: what stands in them, and texts made to take for ever, read under a limit of the processor's time."""

import resource
import subprocess
import sys

import pytest

from mainstay.analysis.architecture.manifests import read_manifests

_MIB = 1 << 20
_SECONDS = 10
_READ = """
import sys
from mainstay.analysis.architecture.manifests import read_manifests
read_manifests({sys.argv[1]: sys.stdin.buffer.read()})
"""
_HOSTILE = {
    "quotes behind backslashes": ("tsconfig.json", b'\\"' * (_MIB // 2)),
    "texts that do not end": ("package.json", b'"\n' * (_MIB // 2)),
    "commas before blanks": ("tsconfig.json", b"," * (_MIB // 2) + b" " * (_MIB // 2)),
    "comments that do not end": ("tsconfig.json", b"/*" * (_MIB // 2)),
    "blank lines": ("go.mod", b"\n" * _MIB),
    "blanks": ("go.mod", b" " * _MIB),
    "blanks behind a word": ("go.mod", (b"module" + b" " * 1_000) * 1_000),
}


@pytest.mark.parametrize("name", _HOSTILE)
def test_no_manifest_takes_more_than_time_by_its_length(name: str) -> None:
    path, text = _HOSTILE[name]
    done = subprocess.run(
        [sys.executable, "-c", _READ, path],
        input=text,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS)),
        check=False,
    )
    assert done.returncode == 0


def test_comments_and_last_commas_are_passed_over_but_within_texts() -> None:
    text = (
        '{ // of ours\n "compilerOptions": { /* "x": 1, */ "baseUrl": "a//b", '
        '"paths": {"@,]": ["c/*d*/,}",],}, },}'
    )
    found = read_manifests({"web/tsconfig.json": text.encode()})
    assert found.bases == {"web": "web/a/b"}
    assert found.aliases == {"web": [("@,]", ["web/a/b/c/*d*/,}"])]}


def test_a_module_of_go_below_comments_and_blank_lines() -> None:
    found = read_manifests({"go.mod": b'// ours\n\n\n  module \t"shop.example/v2" // x\n\ngo 1.22\n'})
    assert found.go == {"shop.example/v2": ""}
