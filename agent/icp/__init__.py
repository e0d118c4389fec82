"""Ideal customers: who the best ones are, and the profile that they share. Pure."""
