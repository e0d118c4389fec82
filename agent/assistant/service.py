"""The conversation as people use it: what they say is taken once, done or asked about, and corrected."""

from __future__ import annotations

from dataclasses import replace

from agent.assistant.card import TurnCard, existing, meanings_of, message_of, turn_card
from agent.assistant.recall import judged, recall
from agent.assistant.router import Ask, Decision, Do, Honest, Talk, route
from agent.assistant.speakers import Speaker, Speakers
from agent.assistant.states import move
from agent.assistant.thinking import Thinking
from agent.assistant.turns import Turns
from agent.errors import StaleError
from agent.planner.intake import Message
from agent.planner.reading.text import clean
from agent.roles import Actor, require_owner
from agent.tools.heard import Heard
from agent.tools.plan_goal import PLAN_GOAL
from agent.tools.shown import SHOWN, Asking, Meaning, Said
from storage.models import Turn, TurnStatus, TurnVerdict
from storage.repositories import Repositories
from storage.store import Store

ELSE = "All right. Ask me in other words, for example:"
EXAMPLES = (
    "How many of my leads have no e-mail?",
    "Show my leads by company",
    "How did my runs go this week?",
)


class Assistant:
    """Takes messages, each once: the turn, what is done for it and the telling are written together."""

    def __init__(self, store: Store, turns: Turns, speakers: Speakers, thinking: Thinking) -> None:
        self._store = store
        self._turns = turns
        self._speakers = speakers
        self._thinking = thinking
        self._intake = turns.uses.intake

    async def receive(self, message: Message) -> None:
        """Take a new message. Who speaks is asked for before anything is locked."""
        message = replace(message, text=clean(message.text))
        speaker = await self._speakers.of(message.workspace, message.author)
        async with self._store.transaction(message.workspace) as repos:
            if await repos.events.claim(message.key, self._turns.clock.now()):
                heard = await self._heard(repos, message, speaker)
                await self._take(repos, message, heard, await self._decide(repos, message, heard))

    async def edited(self, message: Message) -> None:
        """The author rewrote a goal: what it is now is planned in its place, or done instead."""
        message = replace(message, text=clean(message.text))
        speaker = await self._speakers.of(message.workspace, message.author)
        async with self._store.transaction(message.workspace) as repos:
            if not await repos.events.claim(message.key, self._turns.clock.now()):
                return
            plan = await repos.plans.of_message(message.channel, message.ts)
            if plan is None or plan.goal == message.text:
                return
            heard = (await self._heard(repos, message, speaker)).apart()
            decision = await self._decide(repos, message, heard)
            if isinstance(decision, Talk):
                await self._intake.reply(repos, message, decision.reply)
            elif isinstance(decision, Do) and decision.meaning.tool == PLAN_GOAL.name:
                goal = str(decision.meaning.arguments["goal"])
                if goal != plan.goal:
                    await self._intake.edit(repos, message, plan, goal)
            elif await self._intake.edit(repos, message, plan, None):
                await self._take(repos, message, heard, decision)

    async def deleted(self, workspace: str, channel: str, ts: str, key: str) -> None:
        """The author took a message back."""
        await self._intake.deleted(workspace, channel, ts, key)

    async def card(self, workspace: str, turn_id: str) -> TurnCard:
        """A turn as it is shown."""
        async with self._store.reading(workspace) as repos:
            return turn_card(await repos.turns.get(turn_id))

    async def choose(self, actor: Actor, turn_id: str, number: int) -> None:
        """Do what was meant, and remember it for these words."""
        author = (await self.card(actor.workspace, turn_id)).author
        speaker = await self._speakers.of(actor.workspace, author)
        async with self._store.transaction(actor.workspace) as repos:
            row = await _locked(repos, actor, turn_id)
            meaning = _asked(row, number)
            move(row, TurnStatus.DONE)
            row.verdict, row.calls = TurnVerdict.CHOSEN, []
            row.meanings = [*_others(row, meaning)]
            heard = await self._heard(repos, message_of(row), speaker)
            await self._turns.do(repos, row, meaning, heard)

    async def drop(self, actor: Actor, turn_id: str) -> None:
        """It was something else: say how to ask."""
        async with self._store.transaction(actor.workspace) as repos:
            row = await _locked(repos, actor, turn_id)
            move(row, TurnStatus.DROPPED)
            row.calls = []
            await self._turns.show(repos, row, Said(text=ELSE, instead=EXAMPLES))

    async def reject(self, actor: Actor, turn_id: str) -> None:
        """It was not meant like that: ask what was."""
        async with self._store.transaction(actor.workspace) as repos:
            row = await _locked(repos, actor, turn_id.partition("-")[0])
            move(row, TurnStatus.ASKING)
            row.verdict = TurnVerdict.WRONG
            await self._turns.show(repos, row, Asking(meanings=meanings_of(row)))

    async def say(self, actor: Actor, turn_id: str, number: int) -> None:
        """Say what was proposed, as if its author had written it; once."""
        card = await self.card(actor.workspace, turn_id)
        require_owner(actor, card.author)
        offered = [text for each in card.shown if isinstance(each, Said) for text in each.instead]
        if number >= len(offered):
            raise StaleError("That is not offered any more.")
        async with self._store.reading(actor.workspace) as repos:
            message = message_of(existing(await repos.turns.get(turn_id)))
        await self.receive(replace(message, text=offered[number], key=f"say:{turn_id}:{number}"))

    async def _heard(self, repos: Repositories, message: Message, speaker: Speaker) -> Heard:
        return self._turns.heard(message, speaker, await recall(repos, message))

    async def _decide(self, repos: Repositories, message: Message, heard: Heard) -> Decision:
        known = await judged(repos, message.author, message.text)
        return route(heard, self._turns.tools, known, files=message.files)

    async def _take(self, repos: Repositories, message: Message, heard: Heard, decision: Decision) -> None:
        if isinstance(decision, Talk):
            await self._intake.reply(repos, message, decision.reply)
        elif self._thinking.wanted(decision):
            row = self._turns.begin(repos, message, TurnStatus.THINKING)
            row.meanings = [*_documents(_meanings(decision))]
            await self._thinking.begin(repos, row)
        else:
            row = self._turns.begin(repos, message, _first(decision))
            row.meanings = [*_documents(_meanings(decision))]
            await self._turns.carry_out(repos, row, decision, heard)


def _first(decision: Decision) -> TurnStatus:
    return TurnStatus.ASKING if isinstance(decision, Ask) else TurnStatus.DONE


def _meanings(decision: Decision) -> tuple[Meaning, ...]:
    """What else a message may mean than what is done for it."""
    match decision:
        case Do() | Honest():
            return decision.others
        case Ask():
            return decision.meanings
        case _:
            return ()


def _documents(meanings: tuple[Meaning, ...]) -> list[dict[str, object]]:
    return [each.model_dump(mode="json") for each in meanings]


async def _locked(repos: Repositories, actor: Actor, turn_id: str) -> Turn:
    row = existing(await repos.turns.lock(turn_id))
    require_owner(actor, row.author)
    return row


def _asked(row: Turn, number: int) -> Meaning:
    """The meaning on a button of the question that is shown."""
    shown = SHOWN.validate_python(row.shown) if row.shown else None
    meanings = shown.meanings if isinstance(shown, Asking) else meanings_of(row)
    if number >= len(meanings):
        raise StaleError("That is not offered any more.")
    return meanings[number]


def _others(row: Turn, chosen: Meaning) -> list[dict[str, object]]:
    """What it may mean besides what was chosen, should that be wrong as well."""
    return _documents(tuple(each for each in meanings_of(row) if each != chosen))
