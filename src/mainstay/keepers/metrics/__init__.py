"""Looking after what metrics stores tell: which series a store has that near a limit, and their points."""
