"""Whom an endpoint is open to where the policy table asks for no role in a workspace."""

ANYONE = "anyone"
SIGNED_IN = "signed in"
LOOKS_AFTER = "looks after the instance"
