"""Open pages hear of changes: ids through Redis after commit, one stream for each browser, and who else is here."""
