"""Whether it is known what the person did lately."""

from agent.scoring.signal import there

RECENT_ACTIVITY = there("recent_activity", "recent activity", "recent_activity")
