"""Before every listener: whether this click was taken already."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_bolt.request.async_request import AsyncBoltRequest

from agent.courtesy import Courtesy
from agent.deliveries import Deliveries

Next = Callable[[], Awaitable[BoltResponse]]


def install(app: AsyncApp, deliveries: Deliveries, courtesy: Courtesy) -> None:
    """Add the middleware to the app, and keep its log free of what people type."""
    # At DEBUG Bolt would log whole payloads, and with them every credential that somebody gives.
    app.logger.setLevel(max(app.logger.level, logging.INFO))

    async def take_once(req: AsyncBoltRequest, context: AsyncBoltContext, next_: Next) -> BoltResponse:
        courtesy.asked()
        key = click_key(req.body)
        if key is not None and not await deliveries.first(context.team_id or "", key):
            return BoltResponse(status=200)
        return await next_()

    app.middleware(take_once)


def click_key(body: dict[str, Any]) -> str | None:
    """What makes one click one click, however often it is delivered.

    Submissions are not among them: each delivery must be answered with what the modal shows next, and they
    change nothing the second time.
    """
    if body.get("type") != "block_actions":
        return None
    action = body["actions"][0]
    return f"click:{body['user']['id']}:{action['action_id']}:{action['action_ts']}"
