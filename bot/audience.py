"""Shows what happened in Slack: every event becomes a message, a status line, a file or a fresh Home."""

from __future__ import annotations

import logging
import re
import time
from dataclasses import dataclass, field

from slack_sdk.web.async_client import AsyncWebClient

from agent.errors import AgentError
from agent.events import Event, HomeChanged, Met, PlanChanged, Replied, RunChanged, RunDelivered, Thinking
from agent.execution.card import RunStatus
from agent.planner.card import PlanStatus
from agent.roles import Actor
from agent.services import Services
from bot.posting import Posting
from bot.slack import SlackError, called
from bot.views.home import HomePage, home_view
from bot.views.plan import plan_message
from bot.views.reply import PROMPTS, greeting, reply
from bot.views.run import run_message

EDIT_SECONDS = 1.0
"""A message is edited at most this often while it only shows progress."""
_log = logging.getLogger(__name__)


@dataclass
class SlackAudience:
    """The one audience: a Slack workspace. `services` is set once they are built, since they tell us.

    `hasty` moves the status line: late is worse than not at all.
    """

    client: AsyncWebClient
    hasty: AsyncWebClient
    posting: Posting
    services: Services = field(init=False)
    url: str = ""
    _edited: dict[str, float] = field(default_factory=dict)

    async def hear(self, event: Event) -> None:
        """Show one event; showing it again changes nothing."""
        match event:
            case Thinking():
                await self._status(event.channel, event.thread_ts, event.doing)
            case Replied():
                place = (event.channel, event.thread_ts)
                await self.posting.once(event.workspace, event.key, place, reply(event.kind))
            case Met():
                await self._greet(event)
            case PlanChanged():
                await self._plan(event)
            case RunChanged():
                await self._run(event)
            case RunDelivered():
                await self._deliver(event)
            case HomeChanged():
                await self.publish_home(Actor(event.workspace, event.user))

    async def _status(self, channel: str, thread_ts: str, doing: str) -> None:
        try:
            await called(
                self.hasty.assistant_threads_setStatus(channel_id=channel, thread_ts=thread_ts, status=doing)
            )
        except AgentError as error:
            # Channels and older clients have no status line; the message itself will come.
            _log.debug("no status line in %s: %s", channel, error)

    async def _greet(self, event: Met) -> None:
        """Say hello once, and offer what one can say."""
        place = (event.channel, None)
        await self.posting.once(event.workspace, f"greeting:{event.user}", place, greeting(event.user))
        try:
            # Without a thread: an agent_view app shows the prompts in the conversation itself.
            await called(
                self.client.assistant_threads_setSuggestedPrompts(channel_id=event.channel, prompts=PROMPTS)
            )
        except SlackError as error:
            _log.debug("no place for suggested prompts: %s", error)

    async def _plan(self, event: PlanChanged) -> None:
        card = await self.services.planning.card(event.workspace, event.plan_id)
        if card.status is PlanStatus.PLANNING and card.version == 0:
            return
        if card.status is PlanStatus.CANCELLED and card.version == 0:
            await self._status(card.channel, card.thread_ts, "")
            return
        message = plan_message(card, self.services.catalogue)
        await self.posting.show(card.workspace, f"plan:{card.id}", (card.channel, card.thread_ts), message)
        if card.version > 1 or card.notice:
            # An edited message, unlike a new one, leaves the status line standing.
            await self._status(card.channel, card.thread_ts, "")

    async def _run(self, event: RunChanged) -> None:
        now = time.monotonic()
        if event.tick and now - self._edited.get(event.run_id, 0.0) < EDIT_SECONDS:
            return
        card = await self.services.execution.card(event.workspace, event.run_id)
        if event.tick and card.status is not RunStatus.RUNNING:
            return
        self._edited[event.run_id] = now
        if card.status in {RunStatus.FINISHED, RunStatus.CANCELLED}:
            self._edited.pop(event.run_id, None)
        place = (card.channel, card.thread_ts)
        await self.posting.show(card.workspace, f"run:{card.id}", place, run_message(card))

    async def _deliver(self, event: RunDelivered) -> None:
        result = await self.services.execution.result(event.workspace, event.run_id)
        if not result.rows:
            return
        card = await self.services.execution.card(event.workspace, event.run_id)
        place = (card.channel, card.thread_ts)
        await self.posting.file(
            event.workspace, f"file:{event.run_id}", place, file_name(result.title), result.csv
        )

    async def publish_home(self, actor: Actor) -> None:
        """Bring a person's Home up to date."""
        page = await self._home_page(actor)
        try:
            await called(self.client.views_publish(user_id=actor.user, view=home_view(page)))
        except SlackError as error:
            _log.warning("could not publish Home for %s: %s", actor.user, error)

    async def _home_page(self, actor: Actor) -> HomePage:
        planning, execution = self.services.planning, self.services.execution
        proposed, recent = await planning.proposed(actor), await planning.recent(actor)
        waiting = await execution.with_status(actor, RunStatus.WAITING, RunStatus.STOPPED)
        running = await execution.with_status(actor, RunStatus.RUNNING)
        leads, count = await self.services.leads.latest(actor)
        plans = [card.id for card in (*proposed, *recent)]
        runs = [card.id for card in (*waiting, *running)]
        return HomePage(
            proposed=proposed,
            waiting=waiting,
            running=running,
            recent=recent,
            leads=leads,
            lead_count=count,
            connections=await self.services.connections.of(actor),
            links=await self._links(actor.workspace, plans, runs),
        )

    async def _links(self, workspace: str, plans: list[str], runs: list[str]) -> dict[str, str]:
        if not self.url:
            return {}
        keys = {f"plan:{plan_id}": plan_id for plan_id in plans} | {
            f"run:{run_id}": run_id for run_id in runs
        }
        posts = await self.posting.ts_of(workspace, list(keys))
        return {
            keys[key]: f"{self.url}archives/{channel}/p{ts.replace('.', '')}"
            for key, (channel, ts) in posts.items()
        }


def file_name(title: str) -> str:
    """A file's name from a goal: short, plain, with its ending."""
    slug = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60].strip("-")
    return f"{slug or 'leads'}.csv"
