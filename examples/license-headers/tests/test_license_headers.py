"""The plugin keeps to the agreement with Mainstay, and finds what it is for."""

from pathlib import Path

from mainstay.plugins.collector import Figure, File, Finding, Subject
from mainstay.plugins.conformance import CollectorConformance
from mainstay_license_headers import LicenseHeaders, Options


class TestConformance(CollectorConformance):
    plugin = "license-headers"


def test_a_file_without_a_header_is_named(tmp_path: Path) -> None:
    (tmp_path / "good.py").write_text("# SPDX-License-Identifier: MIT\nx = 1\n")
    (tmp_path / "bad.py").write_text("x = 1\n")
    files = tuple(File(name, "source", "Python") for name in ("bad.py", "good.py"))
    finding, figure = LicenseHeaders().collect(Subject(tmp_path, files, Options()))
    assert isinstance(finding, Finding)
    assert (finding.code, finding.path) == ("missing", "bad.py")
    assert figure == Figure("files with a licence header", 50.0, "%")
