"""What every life would begin with: made once, by the process from which all lives are forked."""

from __future__ import annotations

from agent.assistant.router import plans
from agent.market.web.directory import hosts

plans("find 20 CTOs in Berlin")
hosts()
