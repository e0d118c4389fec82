"""People of other companies, and channels shared with them: they get no data of the workspace."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_bolt.request.async_request import AsyncBoltRequest

from agent.errors import AgentError
from agent.events import Commanded, Replied, ReplyKind
from agent.manners import is_stop
from agent.planner.reading import small_talk
from bot.desk import Desk
from bot.slack import called
from bot.views.text import plain_text

DECLINED = "I work for the people of another company only, so that button is not for you."
Next = Callable[[], Awaitable[BoltResponse]]
_log = logging.getLogger(__name__)


def is_stranger(body: dict[str, Any], home: str) -> bool:
    """Whether somebody of another company is behind a delivery; `home` is the workspace's own team.

    Workspaces of one enterprise are one company.
    """
    if body.get("type") == "event_callback":
        event = body["event"]
        team = event.get("user_team") or event.get("source_team") or event.get("team")
    else:
        team = (body.get("user") or {}).get("team_id") or body.get("team_id")
    own = {None, "", home, _enterprise(body)}
    return isinstance(team, str | None) and team not in own


def _enterprise(body: dict[str, Any]) -> str | None:
    authorizations = body.get("authorizations") or [{}]
    enterprise = (body.get("enterprise") or {}).get("id") or authorizations[0].get("enterprise_id")
    return str(enterprise) if enterprise else None


class Gate:
    """Stands before every listener."""

    def __init__(self, desk: Desk) -> None:
        self._services = desk.services
        self._client = desk.hasty
        self._whispers: set[asyncio.Task[None]] = set()

    async def pass_(self, req: AsyncBoltRequest, context: AsyncBoltContext, next_: Next) -> BoltResponse:
        """Turn strangers away, and lead whoever asks in a shared channel into their own conversation."""
        body = req.body
        result = context.authorize_result
        home = (result.team_id if result is not None else None) or context.team_id or ""
        if body.get("type") == "event_callback":
            turned = await self._is_event_turned(body, home, context.bot_user_id)
        else:
            turned = is_stranger(body, home)
            if turned:
                self._decline(body)
        return BoltResponse(status=200) if turned else await next_()

    async def _is_event_turned(self, body: dict[str, Any], home: str, bot: str | None) -> bool:
        event = body["event"]
        channel, shared = event.get("channel"), bool(body.get("is_ext_shared_channel"))
        spoken = event["type"] in {"message", "app_mention"}
        if not spoken or not isinstance(channel, str):
            return False
        if event.get("channel_type") != "im":
            await self._services.manners.note(home, channel, shared=shared)
        if is_stranger(body, home):
            return await self._is_stranger_answered(event, home)
        if not shared or event["type"] != "app_mention" or not _by_person(event):
            return False
        await self._lead_away(event, home, body["event_id"], bot)
        return True

    async def _is_stranger_answered(self, event: dict[str, Any], home: str) -> bool:
        """Answer a stranger who speaks to us, once a thread; others only speak beside us."""
        if event["type"] == "message" and event.get("channel_type") != "im":
            return False
        if _by_person(event):
            await self._say(event, home, ReplyKind.STRANGER)
        return True

    async def _lead_away(self, event: dict[str, Any], home: str, key: str, bot: str | None) -> None:
        """Answer a colleague where nobody else reads along, and say so in the thread."""
        text = plain_text(event.get("text") or "", bot_user=bot)
        if text and small_talk(text) is None and not is_stop(text):
            await self._services.telling.soon(Commanded(home, event["user"], text, key))
        await self._say(event, home, ReplyKind.SHARED)

    async def _say(self, event: dict[str, Any], home: str, kind: ReplyKind) -> None:
        thread = event.get("thread_ts") or event["ts"]
        key = f"{kind}:{event['channel']}:{thread}"
        await self._services.telling.soon(Replied(home, event["channel"], thread, kind, key))

    def _decline(self, body: dict[str, Any]) -> None:
        """Tell a stranger that a button is not theirs, after it was acknowledged."""
        channel = (body.get("channel") or {}).get("id") or (body.get("container") or {}).get("channel_id")
        if channel is None:
            return
        thread = (body.get("message") or {}).get("thread_ts")
        whisper = asyncio.create_task(self._whisper(channel, body["user"]["id"], thread))
        self._whispers.add(whisper)
        whisper.add_done_callback(self._whispers.discard)

    async def _whisper(self, channel: str, user: str, thread: str | None) -> None:
        try:
            await called(
                self._client.chat_postEphemeral(channel=channel, user=user, thread_ts=thread, text=DECLINED)
            )
        except AgentError as error:
            _log.info("could not decline %s: %s", user, error)


def _by_person(event: dict[str, Any]) -> bool:
    return bool(event.get("user")) and not event.get("bot_id")


def install(app: AsyncApp, desk: Desk) -> None:
    """Put the gate before the listeners."""
    app.middleware(Gate(desk).pass_)
