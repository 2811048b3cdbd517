"""Backups as each revision of the store made them, kept for ever: `making` makes that of the newest revision."""
