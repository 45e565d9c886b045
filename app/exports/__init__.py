"""Taking everything along: what a workspace holds, or what is about one person, as lines of JSON and files in a zip."""
