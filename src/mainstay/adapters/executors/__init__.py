"""Where heavy computing runs."""
