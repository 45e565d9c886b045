"""Quick add: one typed line, read as a title, dates, repeats, reminders and names. Knows no database and no page."""
