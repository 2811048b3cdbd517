"""Which rules of other analysers are about what is found here too."""

import pytest

from mainstay.analysis.external.kinds import own_code


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("R0801", "duplicated-code"),
        ("R", ""),
        ("8", ""),
        ("C901", "complex-function"),
        ("R0401", "import-cycle"),
    ],
)
def test_a_rule_is_what_it_is_about_and_no_letter_of_its_name_is(rule: str, code: str) -> None:
    assert own_code("pylint", rule) == code
