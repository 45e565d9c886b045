"""Deleting one's account: what must be settled first, and what goes and stays."""
