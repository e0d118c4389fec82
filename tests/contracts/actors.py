"""What everything owes its callers that knows what people are; a subclass says how to make one."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager

from agent.assistant.speakers import Actors
from agent.roles import Role


class ActorsContract:
    """Subclass, and answer `knowing` with one that knows nobody in particular."""

    def knowing(self) -> AbstractAsyncContextManager[Actors]:
        raise NotImplementedError

    async def test_a_person_is_themselves_in_their_own_workspace(self):
        async with self.knowing() as actors:
            for workspace, user in (("T1", "U1"), ("T2", "U1"), ("T1", "U2")):
                actor = await actors.of(workspace, user)
                assert (actor.workspace, actor.user) == (workspace, user)

    async def test_whom_nobody_knows_is_a_rep(self):
        async with self.knowing() as actors:
            assert (await actors.of("T1", "U1")).role is Role.REP
