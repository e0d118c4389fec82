"""Approved plans, kept to be used again for other goals."""
