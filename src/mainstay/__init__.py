"""Mainstay: keeps other programs healthy by predicting, drafting, carrying out and proving their maintenance."""

__version__ = "0.2.0.dev0"
