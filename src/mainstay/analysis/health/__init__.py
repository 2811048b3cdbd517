"""The health score: what loses points, how many, and what moved them."""
