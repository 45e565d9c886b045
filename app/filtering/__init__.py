"""The filter language: text to tree and back. Knows no database and no page."""
