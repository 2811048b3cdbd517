"""What commits say of files: fixes, people, renames, files that change together."""
