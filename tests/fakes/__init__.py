"""Stand-ins for the ports, each held to the same contract as the real thing."""
