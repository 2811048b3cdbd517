"""Which rules of other analysers are about the same thing, and which are about what is found here too."""

import re

_SAME = {
    # https://docs.astral.sh/ruff/rules, https://pylint.readthedocs.io, https://rules.sonarsource.com
    "complex-function": ("C901", "PLR0912", "R0912", "COMPLEXITY"),
    "long-function": ("PLR0915", "R0915", "MAX-LINES-PER-FUNCTION"),
    "many-parameters": ("PLR0913", "PLR0917", "R0913", "R0917", "MAX-PARAMS"),
    "deep-nesting": ("PLR1702", "R1702", "MAX-DEPTH"),
    "large-file": ("C0302", "MAX-LINES"),
    "large-class": ("PLR0904", "R0904"),
    "duplicated-code": ("R0801",),
    "todo-comment": (
        "FIX001",
        "FIX002",
        "FIX003",
        "FIX004",
        "W0511",
        "NO-WARNING-COMMENTS",
    ),
    "import-cycle": ("R0401", "NO-CYCLE"),
    "does-not-parse": ("E999", "E0001", "SYNTAX-ERROR", "INVALID-SYNTAX"),
}
_SONAR = {
    "S3776": "complex-function",
    "S1541": "complex-function",
    "S138": "long-function",
    "S107": "many-parameters",
    "S134": "deep-nesting",
    "S104": "large-file",
    "S1448": "large-class",
    "S4144": "duplicated-code",
    "S1135": "todo-comment",
}
_OURS = {rule: code for code, rules in _SAME.items() for rule in rules}
_PYLINT = re.compile(r"PL([CEWRF]\d{4})")
_BANDIT = re.compile(r"S([1-7]\d\d)")


def family(tool: str, rule: str) -> str:
    """Name what a rule is about, the same for tools that share a rule: ruff's S101 and bandit's B101 are one."""
    name = rule.rpartition("/")[2].upper()
    if tool == "ruff":
        if found := _PYLINT.fullmatch(name):
            return found[1]
        if found := _BANDIT.fullmatch(name):
            return f"B{found[1]}"
    return name


def own_code(tool: str, rule: str) -> str:
    """Give the code under which the same is found here, "" where it is not."""
    name = rule.rpartition("/")[2].rpartition(":")[2].upper()
    # Others number their rules alike: ruff's S107 is a password.
    return _OURS.get(name) or (_SONAR.get(name, "") if "sonar" in tool else "")
