"""Whether a plan can be carried out at all."""
