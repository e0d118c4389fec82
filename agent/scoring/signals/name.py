"""Whether the person's name is known."""

from agent.scoring.signal import there

NAME = there("name", "name", "name")
