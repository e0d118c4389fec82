"""Whether the person's interests are known."""

from agent.scoring.signal import there

INTERESTS = there("interests", "personal interests", "interests")
