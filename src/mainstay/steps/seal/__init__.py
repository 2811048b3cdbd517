"""Sealing the audit trail, and telling its head to the outside."""
