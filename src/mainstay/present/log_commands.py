"""Keeps what is printed from being a command to the pipeline that reads it: GitHub's runner obeys lines of its own form.

GitHub takes a line that begins with ``::`` behind any white space, and ``##[`` anywhere in a line; Azure takes ``##vso[``.
Source: ActionCommand of actions/runner; "Logging commands" of Azure Pipelines.
"""

import re

# A colour may stand before it, which a runner may take away.
_LINE = re.compile(r"^((?:[^\S\n]|\x1b\[[0-9;]*m)*):(?=:)", re.MULTILINE)
_ANYWHERE = re.compile(r"##(?=(?:\x1b\[[0-9;]*m)*(?:vso)?\[)", re.IGNORECASE)


def inert(text: str) -> str:
    r"""Break every command by an escape that shows, and that in JSON means the same as what it stands for.

    ``::stop-commands`` at the beginning of a line becomes ``\u003a:stop-commands``, ``##[`` becomes ``#\u0023[``.
    """
    if "##" in text:
        text = _ANYWHERE.sub(r"#\\u0023", text)
    return _LINE.sub(r"\1\\u003a", text) if "::" in text else text
