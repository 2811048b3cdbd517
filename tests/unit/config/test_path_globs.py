"""Globs of whole paths: narrow ones reach no deeper than they say."""

import pytest

from mainstay.config.path_globs import matches_path


@pytest.mark.parametrize(
    ("glob", "path"),
    [
        ("/usr/bin/true", "/usr/bin/true"),
        ("/usr/bin/*", "/usr/bin/true"),
        ("/usr/bin/py*n3.?", "/usr/bin/python3.1"),
        ("/**", "/usr/bin/true"),
        ("/usr/**", "/usr/bin/true"),
        ("/usr/**/true", "/usr/true"),
        ("/usr/**/true", "/usr/a/b/true"),
        ("**/true", "/usr/bin/true"),
        ("/bin/[a-c]x", "/bin/bx"),
        ("/bin/[!a-c]x", "/bin/dx"),
        ("/bin/[]]x", "/bin/]x"),
        ("/bin/[^a]x", "/bin/^x"),
        ("/bin/[z-a]", "/bin/[z-a]"),
        ("/bin/a.b+(c)", "/bin/a.b+(c)"),
        ("/bin/x\n", "/bin/x\n"),
    ],
)
def test_what_it_names(glob: str, path: str) -> None:
    assert matches_path(glob, path)


@pytest.mark.parametrize(
    ("glob", "path"),
    [
        ("/usr/bin/*", "/usr/bin/deep/true"),
        ("/srv/*/bin/deploy", "/srv/shop/upload/bin/deploy"),
        ("/usr/bin/true", "/usr/bin/true/x"),
        ("/usr/bin/tru", "/usr/bin/true"),
        ("/usr/bin?true", "/usr/bin/true"),
        ("/usr/bin[!a]true", "/usr/bin/true"),
        ("/usr/bin[.-0]true", "/usr/bin/true"),
        ("/bin/[!a-c]x", "/bin/bx"),
        ("/bin/[^a]x", "/bin/bx"),
        ("/bin/a.b", "/bin/axb"),
        ("/bin/x", "/bin/x\n"),
        ("**/true", "/usr/bin/untrue"),
    ],
)
def test_what_it_does_not(glob: str, path: str) -> None:
    assert not matches_path(glob, path)
