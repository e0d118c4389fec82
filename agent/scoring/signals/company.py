"""Whether the company is known."""

from agent.scoring.signal import there

COMPANY = there("company", "company", "company")
