"""Repeats: RFC 5545 rules with a start and an anchor, and the days they fall on. Knows no database and no page."""
