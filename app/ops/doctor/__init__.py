"""`python -m app.ops.doctor`: is this configuration sound, are its surroundings, and what to do where not."""
