"""The embedded collector's own small store of points: one SQLite file, packed by day and series."""
