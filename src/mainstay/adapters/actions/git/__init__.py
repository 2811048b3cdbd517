"""The kind of action that changes repositories: by git's plumbing alone, so that no work tree is touched."""
