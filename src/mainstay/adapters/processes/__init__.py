"""Other programs, run on this machine under limits."""
