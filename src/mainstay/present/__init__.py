"""A record in, a string out."""
