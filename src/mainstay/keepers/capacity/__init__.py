"""Looking after what containers are given and what they use of it."""
