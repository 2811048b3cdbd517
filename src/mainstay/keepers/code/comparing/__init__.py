"""A change held against its base: which findings it introduced, made worse or paid back."""
