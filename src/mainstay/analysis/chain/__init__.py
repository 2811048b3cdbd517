"""The chain that seals the audit trail: making it, telling its head, exporting it, and finding what is wrong with it."""
