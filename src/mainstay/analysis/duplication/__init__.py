"""Code that stands twice: token fingerprints of each file, and the regions that several files share."""
