"""A workspace full of believable work, to look at, to try things on and to test against."""
