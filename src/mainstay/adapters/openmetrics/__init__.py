"""Pages of numbers in the text format of Prometheus (0.0.4) or OpenMetrics (1.0); why they are read here is in decision 18."""
