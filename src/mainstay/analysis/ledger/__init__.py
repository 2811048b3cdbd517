"""The ledger: how forecasts that were made came out, how the next ones are widened by it, and whose word counts no more."""
