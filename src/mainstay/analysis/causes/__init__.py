"""What may drive a series: lagged evidence on what its own past does not foretell."""
