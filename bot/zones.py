"""The time zones of people, as Slack knows them."""

from __future__ import annotations

import logging
import time

from slack_sdk.web.async_client import AsyncWebClient

from agent.errors import AgentError
from agent.scheduling.proposal import Zone
from bot.slack import called

REMEMBER_SECONDS = 300
_log = logging.getLogger(__name__)


class Zones:
    """Asks Slack once in a while. When it does not answer, what was known last counts, else UTC."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._known: dict[str, tuple[Zone, float]] = {}

    async def of(self, user: str) -> Zone:
        """A person's time zone."""
        known = self._known.get(user)
        if known is not None and time.monotonic() - known[1] < REMEMBER_SECONDS:
            return known[0]
        try:
            answer = await called(self._client.users_info(user=user))
        except AgentError as error:
            _log.info("no time zone of %s: %s", user, error)
            return known[0] if known is not None else Zone.of(None)
        zone = Zone.of((answer.get("user") or {}).get("tz"))
        self._known[user] = (zone, time.monotonic())
        return zone
