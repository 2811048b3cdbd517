"""Each figure that the project claims, measured by one command beside its peers and its limits."""
