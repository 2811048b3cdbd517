"""Which parts of a repository import which, and whether that keeps the contracts that it declares."""
