"""Pure computing over bytes and arrays."""
