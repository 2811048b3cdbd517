"""Lines lost to each part, by file: the raw material of the score at any moment."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.health.parts import PartRule
from mainstay.domain.source_file import MODULE, Function

SHAPE_OF_CONTENT = ("complexity", "length", "nesting", "parameters", "files")


def content_losses(
    code_lines: int, functions: Sequence[Function], rules: Sequence[PartRule]
) -> tuple[float, ...]:
    """Give the lines of one file that are lost to each part of SHAPE_OF_CONTENT, in that order.

    They depend on the file's content alone, so they are worked out once for each version of it.
    """
    by_code = {rule.code: rule for rule in rules}
    complexity, length, nesting, parameters, files = (by_code[code] for code in SHAPE_OF_CONTENT)
    lost = [0.0, 0.0, 0.0, 0.0, code_lines * files.ramp(code_lines)]
    for function in functions:
        lines = function.code_lines
        lost[0] += lines * complexity.ramp(function.cognitive)
        # The module's own code is a list of statements, often of data: its length tells nothing.
        if function.name != MODULE:
            lost[1] += lines * length.ramp(lines)
        lost[2] += lines * nesting.ramp(function.nesting)
        lost[3] += lines * parameters.ramp(function.parameters)
    return tuple(lost)


def fix_losses(
    code_lines: NDArray[np.float64], fixes: NDArray[np.int64], rule: PartRule
) -> NDArray[np.float64]:
    """Give each file's lines lost to fixes: none at up to `limit` fixes in the year, all at `limit * multiple`."""
    span = rule.limit * (rule.multiple - 1)
    lost: NDArray[np.float64] = code_lines * np.clip((fixes - rule.limit) / span, 0.0, 1.0)
    return lost


def knowledge_losses(code_lines: NDArray[np.float64], kept: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give each file's lines whose knowledge left: none while active people made half of its commits, all when none did."""
    return code_lines * (1.0 - np.minimum(kept * 2.0, 1.0))
