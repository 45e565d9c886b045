"""Passkeys: a device that knows its owner signs them in, with none of their words typed."""
