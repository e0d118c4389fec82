"""Signals, one file each."""
