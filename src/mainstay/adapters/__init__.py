"""Technical neighbours, each behind a port."""
