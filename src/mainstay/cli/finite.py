"""A number of the command line within its bounds: `nan` lies within none, so that no gate is switched off by it."""

import math

import click


class FiniteRange(click.FloatRange):
    """What `click.FloatRange` takes, and no `nan`, which is neither below nor above a bound."""

    def convert(self, value: float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Read a number. Raises BadParameter for what is none, or is out of the bounds."""
        number: float = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail(f"{value!r} is no number.", param, ctx)
        return number
