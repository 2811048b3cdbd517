"""Whether a table is like the one before it: columns as counts that add up, their distances, and which of them matter."""
