"""Whether an e-mail address is known."""

from agent.scoring.signal import there

EMAIL = there("email", "e-mail", "email")
