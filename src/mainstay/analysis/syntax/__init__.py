"""From a file's bytes to its functions, types, lines and complexity, by grammars, without running anything."""
