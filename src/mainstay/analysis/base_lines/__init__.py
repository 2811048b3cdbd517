"""What a repository's files say of the releases that it builds on, and when the support of these ends."""
