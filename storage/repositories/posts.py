"""Our own messages in Slack."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from storage.models import Post
from storage.repositories.base import Repository


class Posts(Repository):
    """Messages and files by key."""

    async def claim(self, key: str, channel: str, thread_ts: str | None, at: datetime) -> bool:
        """Announce that this message is about to be posted; false when that was announced before."""
        row = {
            "workspace": self.workspace,
            "key": key,
            "channel": channel,
            "thread_ts": thread_ts,
            "claimed_at": at,
        }
        return await self._insert_new(Post, [row]) == 1

    async def get(self, key: str) -> Post | None:
        return await self.session.get(Post, (self.workspace, key))

    async def of(self, keys: list[str]) -> dict[str, Post]:
        found = await self.session.scalars(
            select(Post).where(Post.workspace == self.workspace, Post.key.in_(keys))
        )
        return {post.key: post for post in found}

    async def below(self, prefix: str) -> Sequence[Post]:
        """The messages whose keys begin with this."""
        found = await self.session.scalars(
            select(Post).where(Post.workspace == self.workspace, Post.key.startswith(prefix, autoescape=True))
        )
        return found.all()

    async def answered(self, key: str, ts: str | None, place: tuple[str, str | None] | None = None) -> None:
        """Keep what Slack answered, and the place (channel, thread) if it is another than was claimed.

        None forgets a message that is gone.
        """
        post = await self.session.get_one(Post, (self.workspace, key))
        post.ts = ts
        if place is not None:
            post.channel, post.thread_ts = place

    async def in_thread(self, channel: str, thread_ts: str | None) -> set[str]:
        """What Slack answered for everything that we put into a thread."""
        found = await self.session.scalars(
            select(Post.ts).where(
                Post.workspace == self.workspace, Post.channel == channel, Post.thread_ts == thread_ts
            )
        )
        return {ts for ts in found if ts is not None}
