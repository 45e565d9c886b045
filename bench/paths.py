"""Addresses that only exist under `make bench`."""

HELLO = "/bench/hello"
