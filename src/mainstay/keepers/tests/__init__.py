"""Looking after tests: what they cover, and what the files that their runs left behind tell of them."""
