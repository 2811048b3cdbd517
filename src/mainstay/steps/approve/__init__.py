"""Approving: people and policies decide about one content, by the gates."""
