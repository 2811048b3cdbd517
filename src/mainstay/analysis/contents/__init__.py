"""What a proposal would do, as bytes that mean one thing only, and their hash."""
