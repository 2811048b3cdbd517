"""What the collector's points must survive."""
