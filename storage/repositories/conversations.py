"""Who reads along in channels, and who was answered last in threads."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from storage.models import Aside, Plan, SharedChannel
from storage.repositories.base import Repository


class Conversations(Repository):
    """The workspace's channels and threads, as far as manners need them."""

    async def is_shared(self, channel: str) -> bool:
        return await self.session.get(SharedChannel, (self.workspace, channel)) is not None

    async def share(self, channel: str, at: datetime) -> None:
        """Note that another company reads this channel."""
        await self._insert_new(
            SharedChannel, [{"workspace": self.workspace, "channel": channel, "seen_at": at}]
        )

    async def unshare(self, channel: str) -> None:
        """Note that only this workspace reads this channel."""
        await self.session.execute(
            delete(SharedChannel).where(
                SharedChannel.workspace == self.workspace, SharedChannel.channel == channel
            )
        )

    async def aside(self, channel: str, thread_ts: str) -> datetime | None:
        """When somebody else last spoke in this thread."""
        return await self.session.scalar(
            select(Aside.at).where(
                Aside.workspace == self.workspace, Aside.channel == channel, Aside.thread_ts == thread_ts
            )
        )

    async def rejoin(self, channel: str, thread_ts: str) -> None:
        """Forget that others spoke in this thread."""
        await self.session.execute(
            delete(Aside).where(
                Aside.workspace == self.workspace, Aside.channel == channel, Aside.thread_ts == thread_ts
            )
        )

    async def last_plan(self, channel: str, thread_ts: str) -> Plan | None:
        """The newest plan of a thread, to look at."""
        return await self.session.scalar(
            select(Plan)
            .where(Plan.workspace == self.workspace, Plan.channel == channel, Plan.thread_ts == thread_ts)
            .order_by(Plan.created_at.desc())
            .limit(1)
        )

    async def is_goal(self, channel: str, ts: str) -> bool:
        """Whether a message is the goal of a plan."""
        found = select(Plan.id).where(
            Plan.workspace == self.workspace, Plan.channel == channel, Plan.goal_ts == ts
        )
        return await self.session.scalar(found.limit(1)) is not None

    async def speak_aside(self, channel: str, thread_ts: str, at: datetime) -> None:
        """Note that somebody else spoke in this thread."""
        row = {"workspace": self.workspace, "channel": channel, "thread_ts": thread_ts, "at": at}
        await self._insert_newest(Aside, [row], age=Aside.at)
