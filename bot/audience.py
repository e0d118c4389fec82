"""Shows what happened in Slack: every event becomes a message, a status line, a file or a fresh Home."""

from __future__ import annotations

import logging
import re
import time
from dataclasses import dataclass, field

from slack_sdk.web.async_client import AsyncWebClient

from agent.assistant.router import plans
from agent.errors import AgentError
from agent.events import (
    Alerted,
    AnswerExported,
    Briefed,
    Commanded,
    ContactsChanged,
    Event,
    HomeChanged,
    HomeOpened,
    ImportChanged,
    ImportDelivered,
    Joined,
    LeadsExported,
    Met,
    MilestoneReached,
    Noticed,
    PlanChanged,
    ProspectingChanged,
    QuestionChanged,
    Replied,
    Reported,
    RescoreChanged,
    ResearchChanged,
    Reviewed,
    RunChanged,
    RunDelivered,
    StopAsked,
    TaskChanged,
    Thinking,
    TurnChanged,
)
from agent.execution.card import RunCard, RunStatus
from agent.planner.card import PlanCard, PlanStatus
from agent.planner.intake import Message as Asked
from agent.roles import Actor
from agent.services import Services
from bot.answering import Answers
from bot.bulletins import Bulletins
from bot.contact_cards import ContactCards
from bot.homes import Homes
from bot.importing import ImportCards
from bot.posting import Posting
from bot.prospects import Prospects
from bot.reaching import Reach
from bot.reasoning import Reasoning
from bot.sessions import Sessions
from bot.slack import SlackError, called
from bot.views.blocks import Message, escape, section
from bot.views.plan import is_direct, plan_message
from bot.views.reply import greeting, prompts, reply
from bot.views.run import run_message
from bot.views.schedule import notice_message, task_message
from bot.views.stopping import stop_message
from bot.zones import Zones

EDIT_SECONDS = 1.0
"""A message is edited at most this often while it only shows progress."""
LATELY_SECONDS = 60.0
"""A card that was edited within this time goes on; one that was not needs no share of the edits."""
_log = logging.getLogger(__name__)


@dataclass
class SlackAudience:
    """The one audience: a Slack workspace. `services` is set once they are built.

    `hasty` moves the status line: late is worse than not at all.
    """

    client: AsyncWebClient
    hasty: AsyncWebClient
    posting: Posting
    reasoning: Reasoning
    zones: Zones
    homes: Homes
    sessions: Sessions
    services: Services = field(init=False)
    _edited: dict[str, float] = field(default_factory=dict)

    @property
    def _reach(self) -> Reach:
        return Reach(self.client, self.posting, self.services.manners)

    @property
    def _answers(self) -> Answers:
        return Answers(self.services, self._reach, self.zones)

    async def hear(self, event: Event) -> None:
        """Show one event; showing it again changes nothing."""
        match event:
            case Thinking():
                await self._think(event)
            case Replied() | Met() | Commanded():
                await self._converse(event)
            case PlanChanged():
                await self._plan(event)
            case RunChanged() | RunDelivered() | StopAsked() | ContactsChanged():
                await self._of_run(event)
            case QuestionChanged() | AnswerExported() | TurnChanged() | ResearchChanged():
                await self._answers.hear(event)
            case HomeOpened() | HomeChanged() | LeadsExported():
                await self._home(event)
            case TaskChanged() | Noticed():
                await (self._task(event) if isinstance(event, TaskChanged) else self._notice(event))
            case ImportChanged() | ImportDelivered() | ProspectingChanged() | MilestoneReached():
                await self._of_searches(event)
            case Joined() | Briefed() | Alerted() | Reported() | Reviewed() | RescoreChanged():
                await self._bulletins().show(event)

    async def _converse(self, event: Replied | Met | Commanded) -> None:
        match event:
            case Replied():
                place = (event.channel, event.thread_ts)
                await self.posting.once(event.workspace, event.key, place, reply(event.kind))
            case Met():
                await self._greet(event)
            case Commanded():
                await self._take_command(event)

    async def _contacts(self, event: ContactsChanged) -> None:
        if event.tick and not self._is_due(event.search_id):
            return
        if not await ContactCards(self.services, self._reach, self.sessions).show(event):
            self._edited.pop(event.search_id, None)

    async def _prospects(self, event: ProspectingChanged | MilestoneReached) -> None:
        ticks = isinstance(event, ProspectingChanged) and event.tick
        if self.services.prospecting is None or (ticks and not self._is_due(event.session_id)):
            return
        if not ticks:
            self._edited.pop(event.session_id, None)
        await Prospects(self.services.prospecting, self._reach).show(event)

    def _bulletins(self) -> Bulletins:
        return Bulletins(self.services, self._reach, self.zones)

    async def _home(self, event: HomeOpened | HomeChanged | LeadsExported) -> None:
        actor = Actor(event.workspace, event.user)
        match event:
            case HomeOpened():
                await self.homes.opened(actor)
            case HomeChanged():
                await self.homes.changed(actor)
            case LeadsExported():
                await self._export(actor, event.key)

    async def _think(self, event: Thinking) -> None:
        if await self._reach.is_shared(event.workspace, event.channel):
            return
        if not event.over:
            await self.sessions.show(event.channel, event.thread_ts, working=True)
            await self._status(event.channel, event.thread_ts, status_line(event.doing))
        await self.reasoning.show(event)

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
            said = prompts(lookalikes=self.services.prospecting is not None)
            await called(
                self.client.assistant_threads_setSuggestedPrompts(channel_id=event.channel, prompts=said)
            )
        except SlackError as error:
            _log.debug("no place for suggested prompts: %s", error)

    async def _take_command(self, event: Commanded) -> None:
        """Write the goal into the person's conversation, as if they had sent it there."""
        channel = await self._reach.direct(event.user)
        words = escape(event.goal)
        shown = Message(words, [section(f"*{'Goal' if plans(event.goal) else 'Question'}:* {words}")])
        ts = await self.posting.show(event.workspace, event.key, (channel, None), shown)
        asked = Asked(
            event.workspace, event.user, channel, ts=ts, thread_ts=ts, text=event.goal, key=event.key
        )
        if event.playbook:
            await self.services.playbooks.start(asked, event.playbook)
        else:
            await self.services.assistant.receive(asked)

    async def _plan(self, event: PlanChanged) -> None:
        card = await self.services.planning.card(event.workspace, event.plan_id)
        if card.status is PlanStatus.PLANNING and card.version == 0:
            return
        working = card.status is PlanStatus.PLANNING
        await self.sessions.show(card.channel, card.thread_ts, working=working)
        if card.status is PlanStatus.CANCELLED and card.version == 0:
            await self._status(card.channel, card.thread_ts, "")
            return
        offer = await self.services.playbooks.offered(card, alone=is_direct(card.channel))
        shown = plan_message(card, self.services.catalogue, offer)
        await self._show(f"plan:{card.id}", card, card.author, shown)
        await self._bulletins().plan_changed(card)
        if card.version > 1 or card.notice:
            # An edited message, unlike a new one, leaves the status line standing.
            await self._status(card.channel, card.thread_ts, "")

    async def _of_run(self, event: RunChanged | RunDelivered | StopAsked | ContactsChanged) -> None:
        match event:
            case ContactsChanged():
                await self._contacts(event)
            case RunChanged():
                await self._run(event)
            case RunDelivered():
                await self._deliver(event)
            case StopAsked():
                card = await self.services.execution.card(event.workspace, event.run_id)
                if card.status is RunStatus.RUNNING:
                    place = (event.channel, event.thread_ts)
                    await self.posting.once(event.workspace, event.key, place, stop_message(card))

    async def _run(self, event: RunChanged) -> None:
        if event.tick and not self._is_due(event.run_id):
            return
        card = await self.services.execution.card(event.workspace, event.run_id)
        if not event.tick:
            await self._show(f"run:{card.id}", card, card.owner, run_message(card))
            working = card.status is RunStatus.RUNNING
            await self.sessions.show(card.channel, card.thread_ts, working=working)
            await self.homes.changed(Actor(card.workspace, card.owner))
        elif card.status is RunStatus.RUNNING and not await self._reach.is_shared(
            card.workspace, card.channel
        ):
            await self.posting.touch(card.workspace, f"run:{card.id}", run_message(card))
        if card.status is not RunStatus.RUNNING:
            self._edited.pop(event.run_id, None)

    async def _import(self, event: ImportChanged | ImportDelivered) -> None:
        if isinstance(event, ImportChanged) and event.tick and not self._is_due(event.import_id):
            return
        await ImportCards(self.services, self._reach).hear(event)
        if isinstance(event, ImportChanged) and not event.tick:
            self._edited.pop(event.import_id, None)

    def _is_due(self, of: str) -> bool:
        """Whether progress may be shown again: once a second a card, and less often when many runs go on."""
        now = time.monotonic()
        self._edited = {each: at for each, at in self._edited.items() if now - at < LATELY_SECONDS}
        due = now - self._edited.get(of, 0.0) >= EDIT_SECONDS * max(1, len(self._edited))
        if due:
            self._edited[of] = now
        return due

    async def _show(self, key: str, card: PlanCard | RunCard, owner: str, message: Message) -> None:
        await self._reach.show(card.workspace, key, (card.channel, card.thread_ts), owner, message)

    async def _deliver(self, event: RunDelivered) -> None:
        result = await self.services.execution.result(event.workspace, event.run_id)
        if not result.rows:
            return
        card = await self.services.execution.card(event.workspace, event.run_id)
        place, key = (card.channel, card.thread_ts), f"file:{event.run_id}"
        name = file_name(result.title)
        await self._reach.file(card.workspace, key, place, card.owner, name, result.csv)

    async def _export(self, actor: Actor, key: str) -> None:
        """Upload all leads of a person into their own conversation."""
        file = await self.services.questions.all_leads(actor)
        if file.rows:
            place = (await self._reach.direct(actor.user), None)
            await self.posting.file(actor.workspace, key, place, file.name, file.text)

    async def _of_searches(
        self, event: ImportChanged | ImportDelivered | ProspectingChanged | MilestoneReached
    ) -> None:
        if isinstance(event, ImportChanged | ImportDelivered):
            await self._import(event)
        else:
            await self._prospects(event)

    async def _task(self, event: TaskChanged) -> None:
        card = await self.services.schedules.card(event.workspace, event.task_id)
        if card.thread is not None:
            key = f"task:{card.id}"
            await self._reach.show(card.workspace, key, card.thread, card.owner, task_message(card))

    async def _notice(self, event: Noticed) -> None:
        channel = event.channel or await self._reach.direct(event.user)
        shown = notice_message(event.text, event.note)
        await self._reach.show(event.workspace, f"notice:{event.key}", (channel, None), event.user, shown)


def file_name(title: str) -> str:
    """A file's name from a goal: short, plain, with its ending."""
    slug = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60].strip("-")
    return f"{slug or 'leads'}.csv"


def status_line(doing: str) -> str:
    """What the app does, as it reads behind its name: "Leadsmith is reading your goal…"."""
    return f"is {doing[0].lower()}{doing[1:]}" if doing else ""
