"""Stop: said in words, or pressed on what Leadsmith is doing; a running run is asked about first."""

from __future__ import annotations

from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp, AsyncBoltContext

from agent.manners import is_stop
from agent.planner.intake import Message
from agent.roles import require_decider
from bot.desk import Desk
from bot.listeners.common import Click, on_click
from bot.views.stopping import going_on, stopped


async def take(desk: Desk, message: Message) -> bool:
    """Take a message that says stop while something goes on; false for every other."""
    return is_stop(message.text) and await desk.services.stopping.stop(message)


class StopListeners:
    """The stop button of a session, and the answers to whether a run is to be cancelled."""

    def __init__(self, desk: Desk) -> None:
        self._services = desk.services

    async def pressed(
        self, event: dict[str, Any], body: dict[str, Any], context: AsyncBoltContext, next_: Any
    ) -> BoltResponse:
        """Stop before it is acknowledged, so that a press is not lost."""
        said = Message(
            workspace=context.team_id or "",
            author=event["user"],
            channel=event["channel"],
            ts=event["event_ts"],
            thread_ts=event["thread_ts"],
            text="stop",
            key=body["event_id"],
        )
        await self._services.stopping.stop(said)
        answer: BoltResponse = await next_()
        return answer

    async def cancel(self, click: Click) -> None:
        await self._services.execution.cancel(click.actor, click.value)
        await click.edit(stopped(click.actor.user))

    async def keep(self, click: Click) -> None:
        card = await self._services.execution.card(click.actor.workspace, click.value)
        require_decider(click.actor, card.owner)
        await click.edit(going_on())


async def heard() -> None:
    """Nothing is left to do after the acknowledgement."""


def register(app: AsyncApp, desk: Desk) -> None:
    stops = StopListeners(desk)
    app.event("agent_session_stopped", middleware=[stops.pressed])(heard)
    on_click(app, desk, "run_stop", stops.cancel)
    on_click(app, desk, "run_keep", stops.keep)
