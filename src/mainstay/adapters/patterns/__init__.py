"""Regular expressions by a library that is an extra of its own."""
