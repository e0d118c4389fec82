"""Briefings: what happened, what waits for you, what is due today, with buttons that do it."""
