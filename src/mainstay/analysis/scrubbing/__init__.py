"""Takes secrets out of texts, in all the forms that a text may hold them in."""
