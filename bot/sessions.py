"""Slack's sign that the agent works in a thread, with the button that stops it."""

from __future__ import annotations

import logging

from slack_sdk.web.async_client import AsyncWebClient

from agent.errors import AgentError
from bot.slack import called

MOST = 1_000
"""Threads whose sign is remembered, so that it is set only when it changes."""
_log = logging.getLogger(__name__)


class Sessions:
    """One sign a thread: late is worse than not at all, and without it everything works."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._working: dict[tuple[str, str], bool] = {}

    async def show(self, channel: str, thread_ts: str, *, working: bool) -> None:
        """Say whether something goes on in a thread."""
        place = (channel, thread_ts)
        if self._working.get(place, False) is working:
            return
        self._working[place] = working
        while len(self._working) > MOST:
            del self._working[next(iter(self._working))]
        try:
            await called(
                self._client.agents_sessions_setStatus(
                    channel_id=channel, thread_ts=thread_ts, status="processing" if working else "active"
                )
            )
        except AgentError as error:
            _log.debug("no session in %s: %s", channel, error)
