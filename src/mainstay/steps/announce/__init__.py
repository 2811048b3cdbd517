"""Announcing: what happened goes into the outbox, in the transaction of what it tells."""
