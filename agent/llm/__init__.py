"""Talking to a language model: one port, one loop."""
