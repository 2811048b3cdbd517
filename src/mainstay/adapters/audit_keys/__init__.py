"""Where the keys that seal the audit trail are kept."""
