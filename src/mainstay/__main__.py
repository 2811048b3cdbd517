"""`python -m mainstay` is the same door as the `mainstay` command."""

import sys
from pathlib import Path


def _current_folder() -> str:
    try:
        return str(Path.cwd())
    except OSError:
        return ""


if __name__ == "__main__":
    # Python puts the current folder first, which may be the scanned one: nothing more is imported from it.
    if not sys.flags.safe_path and sys.path[0] in {"", _current_folder()}:
        del sys.path[0]
    from mainstay.cli.main import main

    main()
