"""The words of each language, as data: one file per language, and the names of those that are complete."""

COMPLETE = ("en", "de")
KNOWN = (*COMPLETE, "fr", "es", "pt")
