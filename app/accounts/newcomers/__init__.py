"""Where accounts begin with a mail (CONFIRM_EMAIL=1): who asked for one shows first that the address is theirs."""
