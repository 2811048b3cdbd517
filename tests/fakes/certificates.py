"""Certificates that nobody but their maker trusts."""

import subprocess
from pathlib import Path


def make_certificate(folder: Path) -> Path:
    """Make a certificate for 127.0.0.1, and give the file that holds it with its key."""
    key, made, both = (folder / name for name in ("key.pem", "cert.pem", "both.pem"))
    asked = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test"
    named = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", made]
    subprocess.run(["openssl", *asked.split(), *named], check=True, capture_output=True)
    both.write_bytes(key.read_bytes() + made.read_bytes())
    return both
