"""Reading when something should be done: from a person's words to a schedule, or to what has to be asked."""

from agent.scheduling.reading.read import Ambiguous, Reading, Understood, Unreadable, read

__all__ = ["Ambiguous", "Reading", "Understood", "Unreadable", "read"]
