"""Prospecting: a session from the best customers to companies like them and their contacts."""
