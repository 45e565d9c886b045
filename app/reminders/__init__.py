"""Reminders: what somebody wants to be told of one of their tasks, and when. Others do not see them."""
