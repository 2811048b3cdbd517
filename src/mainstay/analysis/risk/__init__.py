"""Which files will need fixing, learnt from the repository's own past and held against it."""
