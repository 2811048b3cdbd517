"""Files with declared actions, which an operator makes of the kinds that come along."""
