"""Error budgets of what metrics servers count."""
