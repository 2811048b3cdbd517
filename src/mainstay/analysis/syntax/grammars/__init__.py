"""One table a language: which nodes of its grammar play which role."""
