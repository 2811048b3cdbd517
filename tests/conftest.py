"""The order of all tests: what fails quickly runs first, what builds and installs runs last."""

from pathlib import Path

import pytest

ORDER = ("house", "unit", "contract", "docs", "hostile", "journeys", "packaging")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent

    def rank(item: pytest.Item) -> int:
        room = item.path.relative_to(here).parts[0]
        return ORDER.index(room) if room in ORDER else len(ORDER)

    items.sort(key=rank)
