"""Places that the head of the audit chain is told to: a file, an address, the system's log."""
