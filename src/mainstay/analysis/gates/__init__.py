"""Which gates a proposal must pass, whether it has, what is missing, and whether the gates themselves make sense."""
