"""Tasks that repeat: the repeat that somebody asks for, the next occurrence, leaving one out, the series."""
