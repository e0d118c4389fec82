"""Who acts, and whether they are an admin."""

from __future__ import annotations

import time

from slack_bolt.async_app import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from agent.errors import AgentError, UnavailableError
from agent.roles import Actor
from bot.slack import called

REMEMBER_SECONDS = 300
ATTEMPTS = 2


class Admins:
    """Slack's admins and owners, and the ids that the operator named.

    When Slack does not answer, what was known last counts, and a stranger decides over what is theirs.
    """

    def __init__(self, client: AsyncWebClient, named: frozenset[str]) -> None:
        self._client = client
        self._named = named
        self._known: dict[str, tuple[bool, float]] = {}

    async def actor(self, context: AsyncBoltContext) -> Actor:
        """The person behind a delivery."""
        user = context.user_id or ""
        return Actor(context.team_id or "", user, await self._includes(user))

    async def _includes(self, user: str) -> bool:
        if user in self._named:
            return True
        known = self._known.get(user)
        if known is not None and time.monotonic() - known[1] < REMEMBER_SECONDS:
            return known[0]
        answer = await self._ask(user)
        if answer is None:
            return known is not None and known[0]
        admin = bool(answer["user"].get("is_admin") or answer["user"].get("is_owner"))
        self._known[user] = (admin, time.monotonic())
        return admin

    async def _ask(self, user: str) -> AsyncSlackResponse | None:
        """What Slack knows of a person, within the time in which a click must be answered."""
        for _ in range(ATTEMPTS):
            try:
                answer: AsyncSlackResponse = await called(self._client.users_info(user=user))
            except UnavailableError:
                continue
            except AgentError:
                return None
            else:
                return answer
        return None
