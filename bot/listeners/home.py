"""Opening Home and opening the conversation; the goal and the help that Home offers."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltContext

from agent.events import Commanded, HomeOpened, Met
from agent.planner.intake import GOAL_LIMIT
from bot.desk import Desk
from bot.listeners.common import Click, on_click, on_submit, typed
from bot.views.home_work import goal_modal
from bot.views.reply import EXAMPLES, full_help, help_modal


class HomeListeners:
    """What Home asks for besides what stands on it."""

    def __init__(self, desk: Desk) -> None:
        self._telling = desk.services.telling

    async def opened(self, event: dict[str, Any], context: AsyncBoltContext) -> None:
        workspace, user = context.team_id or "", event["user"]
        home = event.get("tab") == "home"
        await self._telling.soon(
            HomeOpened(workspace, user) if home else Met(workspace, user, event["channel"])
        )

    async def ask_for_a_goal(self, click: Click) -> None:
        await click.open(goal_modal(EXAMPLES[0]))

    async def take_goal(self, click: Click) -> dict[str, Any] | None:
        """Plan it in the person's conversation, as if it had been commanded."""
        goal = typed(click.view).get("goal", "").strip()
        if not 0 < len(goal) <= GOAL_LIMIT:
            wrong = f"Say it in a sentence or two, in {GOAL_LIMIT:,} characters at most."
            return {"response_action": "errors", "errors": {"goal": wrong}}
        actor = click.actor
        await self._telling.soon(Commanded(actor.workspace, actor.user, goal, f"home:{click.view['id']}"))
        return None

    async def help(self, click: Click) -> None:
        await click.open(help_modal())

    async def all_help(self, click: Click) -> None:
        await click.edit(full_help())


def register(app: AsyncApp, desk: Desk) -> None:
    home = HomeListeners(desk)
    app.event("app_home_opened")(home.opened)
    on_click(app, desk, "goal_new", home.ask_for_a_goal)
    on_submit(app, desk, "goal_new", home.take_goal)
    on_click(app, desk, "help_open", home.help)
    on_click(app, desk, "help_all", home.all_help)
