"""What findings cost to mend and to live with, learnt from the repository's own past."""
