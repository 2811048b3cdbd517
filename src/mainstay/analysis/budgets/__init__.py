"""Error budgets: burn rates over pairs of windows, what is left, and when it is gone."""
