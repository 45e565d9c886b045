"""Looking after an instance: its people, its workspaces without what is in them, and how it does."""
