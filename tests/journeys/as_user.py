"""The real program for a user whom a test names: `as_user.py NAME ARGUMENTS`; all but the user's name is real."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))

from mainstay import wiring
from mainstay.cli.main import main
from tests.fakes.users import NamedUser

if TYPE_CHECKING:
    # Each of hundreds of commands loads what it needs, as the program itself does.
    from mainstay.domain.budget import BudgetList
    from mainstay.domain.budgets_asked import BudgetsAsked
    from mainstay.domain.forecast import ForecastList
    from mainstay.domain.forecast_asked import ForecastAsked
    from mainstay.ports.progress import Progress
    from mainstay.wiring.record_keeping import Records
    from mainstay.wiring.run_keeping import RunKeeping


class Doors:
    """The program's own doors, with another user."""

    def __init__(self, user: str) -> None:
        self._user = user

    def __getattr__(self, name: str) -> object:
        return getattr(wiring, name)

    def records(self, server_file: str, place: str) -> "Records":
        return replace(wiring.records(server_file, place), users=NamedUser(self._user))

    def runs(self, server_file: str, place: str) -> "RunKeeping":
        return replace(wiring.runs(server_file, place), users=NamedUser(self._user))

    def forecast(
        self, server_file: str, place: str, asked: "ForecastAsked", progress: "Progress"
    ) -> "ForecastList":
        from mainstay.wiring import forecasting, known_ends

        kept = self.records(server_file, place)
        return known_ends.with_ends(forecasting.forecast(asked, kept, progress), kept.operator.forecasts)

    def budgets(self, server_file: str, place: str, asked: "BudgetsAsked") -> "BudgetList":
        from mainstay.wiring import budgeting

        return budgeting.budgets(asked, self.records(server_file, place))

    def kept_forecasts(self, server_file: str, place: str, asked: "ForecastAsked") -> "ForecastList":
        from mainstay.wiring import forecasting_kept, known_ends

        kept = self.records(server_file, place)
        return known_ends.with_ends(forecasting_kept.kept_forecasts(kept, asked), kept.operator.forecasts)


if __name__ == "__main__":
    user = sys.argv.pop(1)
    main(Doors(user))
