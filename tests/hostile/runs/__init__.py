"""Workers that are ended, stopped, cut off and misled in the midst of runs."""
