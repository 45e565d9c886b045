"""Reminders: the moments at which people want to be reminded, as words and as instants. Knows no task and no page."""
