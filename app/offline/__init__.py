"""The page that stands in where there is no line."""
