"""Two versions of code side by side: what moved, what was only renamed or laid out anew, and what is new."""
