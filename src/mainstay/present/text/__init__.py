"""The report for a terminal: dense, calm, and safe whatever the repository's texts hold."""
