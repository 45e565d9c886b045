"""Who is told what is said about a task: its people by themselves, and whoever wants to."""
