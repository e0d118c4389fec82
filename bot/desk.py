"""What listeners work with, built once by the composition root."""

from __future__ import annotations

from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from agent.services import Services
from bot.admins import Admins
from bot.posting import Posting
from bot.zones import Zones


@dataclass(frozen=True)
class Desk:
    """Use cases and the ways to Slack.

    `hasty` is for calls that must work at once or not at all. `demo` offers the demo account, since runs are
    simulated; `only_demo` declines what looks like a real credential, since this is a sandbox.
    """

    services: Services
    posting: Posting
    admins: Admins
    zones: Zones
    hasty: AsyncWebClient
    demo: bool = True
    only_demo: bool = False
    address: str = ""
    """Where others reach our HTTP side."""
    public: bool = True
    """Whether an operator said so; else it is the address on our own machine."""
