"""Reasoning: planning, execution, leads. Knows no Slack and writes no SQL."""
