"""Reading a goal as a person writes it."""

from agent.planner.reading.read import read
from agent.planner.reading.talk import Talk, small_talk

__all__ = ["Talk", "read", "small_talk"]
