"""Schedules: when a plan is carried out anew, by the wall clock of a zone."""
