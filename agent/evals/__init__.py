"""Measuring the planners on labelled goals."""

from agent.evals.evaluate import evaluate, run
from agent.evals.goals import Labelled, labelled
from agent.evals.report import Report, table

__all__ = ["Labelled", "Report", "evaluate", "labelled", "run", "table"]
