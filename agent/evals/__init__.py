"""Measuring the planner on labelled goals."""
