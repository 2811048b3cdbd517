"""What each kind of action that comes along takes, one file a family of kinds."""
