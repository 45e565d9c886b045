"""The interface in people's languages: pages are compiled once per language, other sentences are looked up as said."""
