"""Observe: look at a subject, or recall the last look when nothing has changed since."""
