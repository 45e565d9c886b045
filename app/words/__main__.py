"""`python -m app.words`: the commands of `flask words` without an instance, for they need no database."""

from app.words.commands import words

words(prog_name="python -m app.words")
