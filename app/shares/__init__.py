"""Links that show one task or one project to people who are no members."""
