"""Coverage data of every format, read, led to a repository's files and laid over each other."""
