"""Surfaces: Slack, HTTP, command line. The only package that knows Slack."""
