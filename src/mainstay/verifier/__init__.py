"""What checks an exported audit trail without the rest of the program: one file to carry elsewhere."""
