"""The operator's own file: people, teams, gates, the calendar. A scanned repository never says any of it."""
