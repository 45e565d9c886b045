"""Who did what to access and settings: written with the act, kept by the database, read by those who answer for it."""
