"""Plan files: what somebody hands in to be decided about."""
