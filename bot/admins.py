"""Who acts, and what they are in their workspace."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress

from slack_bolt.async_app import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from agent.errors import AgentError, UnavailableError
from agent.people.members import Members
from agent.roles import Actor, Role
from bot.slack import called

REMEMBER_SECONDS = 300
ATTEMPTS, SECONDS = 2, 1.0
"""How often Slack is asked who somebody is, and how long that may take: a click must be answered soon."""


class Admins:
    """Resolves roles: the ids that the operator named, then what was settled here, then Slack's word.

    What is settled is read each time, so that it counts at once in every process; Slack's word is kept for a
    while. When Slack does not answer, what was known last counts, and a stranger decides over what is theirs.
    """

    def __init__(self, client: AsyncWebClient, named: frozenset[str], members: Members) -> None:
        self._client = client
        self._named = named
        self._members = members
        self._known: dict[str, tuple[bool, float]] = {}

    async def actor(self, context: AsyncBoltContext) -> Actor:
        """The person behind a delivery."""
        return await self.of(context.team_id or "", context.user_id or "")

    async def of(self, workspace: str, user: str) -> Actor:
        """A person with their role."""
        standing = await self._members.standing(workspace, user)
        role = Role.ADMIN if self.names(user) else standing.role or await self.by_slack(user)
        return Actor(workspace, user, role, standing.policy)

    def names(self, user: str) -> bool:
        """Whether the operator named this person an admin, which nobody here can change."""
        return user in self._named

    async def by_slack(self, user: str) -> Role:
        """What a person is whose role was not settled here: Slack's admins and owners are admins."""
        return Role.ADMIN if await self._is_slacks(user) else Role.REP

    async def _is_slacks(self, user: str) -> bool:
        known = self._known.get(user)
        if known is not None and time.monotonic() - known[1] < REMEMBER_SECONDS:
            return known[0]
        answer = await self._ask(user)
        if answer is None:
            return known is not None and known[0]
        person = answer.get("user") or {}
        admin = bool(person.get("is_admin") or person.get("is_owner"))
        self._known[user] = (admin, time.monotonic())
        return admin

    async def _ask(self, user: str) -> AsyncSlackResponse | None:
        """What Slack knows of a person, if it tells in time."""
        with suppress(TimeoutError):
            async with asyncio.timeout(SECONDS):
                return await self._asked(user)
        return None

    async def _asked(self, user: str) -> AsyncSlackResponse | None:
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
