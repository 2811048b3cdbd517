"""One folder a verb of the loops; no step imports another."""
