"""What a store in memory keeps, one file for each aggregate."""
