"""Leads: facts with their sources, and merging."""
