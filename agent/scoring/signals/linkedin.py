"""Whether the person's profile is known."""

from agent.scoring.signal import there

LINKEDIN = there("linkedin", "LinkedIn profile", "linkedin")
