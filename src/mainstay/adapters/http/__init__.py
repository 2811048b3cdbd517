"""Asking over HTTP/1.1: bounded in time and size, over TLS that is verified."""
