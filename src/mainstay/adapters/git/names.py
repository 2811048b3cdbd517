r"""Names of files as text, and back: valid UTF-8 as it is, other bytes as `\xNN` with backslashes doubled."""

import re

_ESCAPE = re.compile(rb"\\(\\|x[0-9a-f]{2})")


def path_text(raw: bytes) -> str:
    """Give the text that stands for a raw name."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.replace(b"\\", b"\\\\").decode("utf-8", "backslashreplace")


def raw_names(text: str) -> tuple[bytes, ...]:
    r"""Give the raw names that a text may stand for, the likelier first.

    There are two only where a valid name spells out what an invalid one would become (`a\xff` as six letters).
    """
    try:
        plain = text.encode()
    except UnicodeEncodeError:
        return ()
    if b"\\x" not in plain:
        return (plain,)
    raw = _ESCAPE.sub(lambda found: _unescaped(found[1]), plain)
    return (raw, plain) if raw != plain and path_text(raw) == text else (plain,)


def _unescaped(escape: bytes) -> bytes:
    return b"\\" if escape == b"\\" else bytes.fromhex(escape[1:].decode())


def is_inside(raw: bytes) -> bool:
    """Tell whether a path names something below the folder that it is relative to, and outside `.git`."""
    parts = raw.split(b"/")
    return not any(part in {b"", b".", b".."} or part.lower() == b".git" or b"\0" in part for part in parts)


def plain_message(raw: bytes) -> str:
    """Give what a program said in its last line, made safe to show: bounded, and printable characters only."""
    lines = raw.decode("utf-8", "replace").strip().splitlines() or [""]
    line = lines[-1].removeprefix("fatal: ").removeprefix("error: ")
    return "".join(letter if letter.isprintable() else "?" for letter in line[:300])
