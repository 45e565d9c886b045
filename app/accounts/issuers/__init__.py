"""Signing in with an account elsewhere (OpenID Connect, code flow): who issues it, what they say, and whose it is."""
