"""What is kept: one Protocol for each aggregate of the store."""
