"""What does not keep to the agreement between Mainstay and a plugin."""


class Refused(Exception):
    """The plugin, or what it was asked with, does not keep to the agreement; says how."""


class OptionRefused(Exception):
    """The plugin was given an option that it does not have, or one of another type; says which."""
