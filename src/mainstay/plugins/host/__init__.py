"""The process that a plugin runs in, and its keeper: `python -m mainstay.plugins.host` with a request on its input."""
