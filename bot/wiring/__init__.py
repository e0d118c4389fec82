"""The composition of the use cases."""
