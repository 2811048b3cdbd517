"""One folder for each kind of thing that is looked after."""
