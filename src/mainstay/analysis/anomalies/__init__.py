"""Whether recent points of a series are unusual, by nothing but what came before them."""
