"""What work costs in this repository: hours of its own fixes, extra fixes and slower changes in debt, and prices of repairs."""
