"""What other analysers found, read without trust and led to the places of this repository."""
