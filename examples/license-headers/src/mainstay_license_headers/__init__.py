"""Names the source files without a licence header."""

from collections.abc import Iterator
from typing import Annotated

import msgspec

from mainstay.plugins.collector import API, Figure, File, Finding, Subject

_UNITS_OF_A_SHARE = 100


class Options(msgspec.Struct, frozen=True):
    """What a header must hold, within how many lines from the top, and whether tests need one too."""

    text: Annotated[str, msgspec.Meta(min_length=1)] = "SPDX-License-Identifier:"
    lines: Annotated[int, msgspec.Meta(ge=1, le=1_000)] = 20
    tests: bool = False


class LicenseHeaders:
    """The collector."""

    name = "license-headers"
    api = API
    codes = {"missing": "A source file does not say under which licence it may be used."}
    options = Options

    def collect(self, subject: Subject[Options]) -> Iterator[Finding | Figure]:
        """Name each file without a header, and tell the share of those with one."""
        with_header = looked_at = 0
        for file in subject.files:
            content = subject.read(file) if _needs_one(file, subject.options) else None
            if content is None or not content.strip():
                continue
            looked_at += 1
            head = b"\n".join(content.split(b"\n", subject.options.lines)[: subject.options.lines])
            if subject.options.text.encode() in head:
                with_header += 1
                continue
            yield Finding(
                code="missing",
                path=file.path,
                line=1,
                text=f"{subject.options.text!r} does not stand in its first {subject.options.lines} lines",
                repair="Put the project's licence line at its top.",
                key="header",
            )
        if looked_at:
            yield Figure("files with a licence header", with_header * _UNITS_OF_A_SHARE / looked_at, "%")


def _needs_one(file: File, options: Options) -> bool:
    return bool(file.language) and (file.kind == "source" or (options.tests and file.kind == "test"))
