"""Rows and queries. Imports nothing of ours."""
