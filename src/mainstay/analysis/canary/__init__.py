"""Judging a change while it is watched, look after look, without looking often making false alarms likely."""
