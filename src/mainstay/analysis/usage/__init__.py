"""What a repository's code is used by: dead modules and definitions, import cycles, unused and missing dependencies."""
