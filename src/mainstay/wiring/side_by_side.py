"""What forecasts batches of series side by side."""

import os
from concurrent.futures import ThreadPoolExecutor
from typing import Final

_AT_ONCE: Final = 2
"""numpy computes outside of Python's lock, so that threads do as well as processes, and share their memory."""


def executor() -> ThreadPoolExecutor:
    """Give threads for batches, as many as there are processors, but two at the most: each takes some 100 MB."""
    return ThreadPoolExecutor(min(_AT_ONCE, os.cpu_count() or 1), thread_name_prefix="batch")
