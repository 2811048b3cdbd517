"""Models of time series by a library that is an extra of its own."""
