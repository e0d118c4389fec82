"""Messages for later: kept until they are due, then posted as any other."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass

from bot import limits
from bot.sandbox import posting
from bot.sandbox.core import Slack
from bot.sandbox.errors import SlackError
from bot.sandbox.workspace import Channel, Message

_DAY = 86_400
_LOOK_SECONDS = 1.0  # the clock may be moved by others than time


@dataclass(frozen=True)
class Scheduled:
    """A message that is to be posted at a time."""

    id: str
    channel: str
    post_at: int
    created: int
    message: Message


def waiting(slack: Slack) -> list[Scheduled]:
    """What is still to be posted, the next first."""
    found = [Scheduled(**row) for row in slack.workspace.scheduled.values()]
    return sorted(found, key=lambda scheduled: scheduled.post_at)


def add(slack: Slack, channel: Channel, message: Message, post_at: int) -> Scheduled:
    """Promise to post a message."""
    if channel.archived:
        raise SlackError("is_archived")
    if post_at <= slack.now():
        raise SlackError("time_in_past")
    if post_at > slack.now() + limits.SCHEDULED_DAYS * _DAY:
        raise SlackError("time_too_far")
    window = post_at // limits.SCHEDULED_WINDOW_SECONDS
    beside = [s for s in waiting(slack) if s.channel == channel.id]
    if (
        sum(s.post_at // limits.SCHEDULED_WINDOW_SECONDS == window for s in beside)
        >= limits.SCHEDULED_AT_ONCE
    ):
        raise SlackError("restricted_too_many")
    scheduled_id = f"Q{secrets.token_hex(5).upper()}"
    scheduled = Scheduled(scheduled_id, channel.id, post_at, int(slack.now()), message)
    slack.workspace.scheduled[scheduled.id] = asdict(scheduled)
    slack.changed()
    return scheduled


def take_back(slack: Slack, channel: Channel, scheduled_id: str, user: str) -> None:
    """Post it never, unless it is posted within the minute."""
    row = slack.workspace.scheduled.get(scheduled_id)
    scheduled = Scheduled(**row) if row else None
    if (
        scheduled is None
        or (scheduled.channel, scheduled.message["user"]) != (channel.id, user)
        or scheduled.post_at - slack.now() <= limits.SCHEDULED_FIXED_SECONDS
    ):
        raise SlackError("invalid_scheduled_message_id")
    del slack.workspace.scheduled[scheduled_id]
    slack.changed()


def post_due(slack: Slack) -> None:
    """Post what is due; what cannot be posted any more goes. With metadata Slack posts none."""
    for scheduled in waiting(slack):
        if scheduled.post_at > slack.now():
            return
        del slack.workspace.scheduled[scheduled.id]
        if "metadata" not in scheduled.message:
            with suppress(SlackError):
                posting.post(slack, slack.workspace.channel(scheduled.channel), dict(scheduled.message))
        slack.changed()


async def run(slack: Slack) -> None:
    """Post whatever becomes due, for as long as the sandbox runs."""
    while True:
        post_due(slack)
        following = next(iter(waiting(slack)), None)
        if following is None:
            await slack.live.next_change()
        else:
            await asyncio.sleep(min(_LOOK_SECONDS, following.post_at - slack.now()))
