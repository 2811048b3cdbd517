"""Files that plans write: found beneath the folders of the operator, replaced whole, and kept as they were before."""
