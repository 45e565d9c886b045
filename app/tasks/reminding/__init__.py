"""Being reminded of a task: the reminders somebody sets on it, when they fall due, and what becomes of them with it."""
