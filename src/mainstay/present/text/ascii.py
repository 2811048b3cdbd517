"""The report's signs for terminals that show nothing but ASCII."""

_SIGNS = str.maketrans(
    {
        "━": "#",
        "╸": "+",
        "─": ".",
        "·": "|",
        "…": "~",
        "–": "-",
        "\u2212": "-",
        "→": "->",
        "▲": "^",
        "▼": "v",
        "×": "x",
        "\u202f": " ",
        "\u00a0": " ",
        "▁": "_",
        "▂": "_",
        "▃": ".",
        "▄": "-",
        "▅": "=",
        "▆": "+",
        "▇": "*",
        "█": "#",
    }
)


def to_ascii(text: str) -> str:
    """Replace the report's own signs by like ones of ASCII, and all other characters by escapes."""
    return text.translate(_SIGNS).encode("ascii", "backslashreplace").decode("ascii")
