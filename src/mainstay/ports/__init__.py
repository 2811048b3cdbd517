"""What the flows need from outside, one Protocol a file."""
