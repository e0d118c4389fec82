"""Adapters: the parts of a session over the project's own pages, evidence, contact search and scores."""
