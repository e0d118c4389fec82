"""Questions as people ask them: taken once, answered as often as they are shown."""

from __future__ import annotations

import uuid
from datetime import tzinfo

from agent.audit import AuditAct, note
from agent.clock import Clock
from agent.events import AnswerExported, LeadsExported, QuestionChanged
from agent.people.remembering import FEW, remember_leads
from agent.planner.intake import UNDECIDED, Intake, Message
from agent.questions.answer import Answer, CsvFile, QuestionCard, QuestionStatus, card_of
from agent.questions.answering import Answering
from agent.questions.exporting import exported
from agent.questions.query import LeadQuery, Reading, Which
from agent.questions.read import SURE, read
from agent.questions.refine import refine
from agent.questions.states import move
from agent.questions.week import Week, week_of
from agent.roles import Actor, require_owner
from agent.telling import Telling
from storage.filters import LeadFilter
from storage.models import Plan, Question
from storage.repositories import Repositories
from storage.store import Store


class Questions:
    """Takes questions before they are planned, keeps them with their thread, and answers them."""

    def __init__(self, store: Store, intake: Intake, telling: Telling, clock: Clock) -> None:
        self._store = store
        self._intake = intake
        self._telling = telling
        self._clock = clock
        intake.route(self._take)

    async def card(self, workspace: str, question_id: str) -> QuestionCard:
        """The question as it was understood."""
        async with self._store.reading(workspace) as repos:
            return card_of(await repos.questions.get(question_id))

    async def readable(self, actor: Actor, question_id: str) -> QuestionCard:
        """The question, if this person may turn its pages."""
        card = await self.card(actor.workspace, question_id)
        require_owner(actor, card.author)
        return card

    async def answer(self, card: QuestionCard, zone: tzinfo, page: int = 0) -> Answer:
        """The answer as the store stands, for somebody in this time zone."""
        async with self._store.reading(card.workspace) as repos:
            return await Answering(repos, card, zone).answer(page)

    async def file(self, card: QuestionCard, zone: tzinfo) -> CsvFile | None:
        """The leads of an answer as a file; None for figures."""
        query = card.reading.query
        if not isinstance(query, LeadQuery):
            return None
        async with self._store.reading(card.workspace) as repos:
            wanted = await Answering(repos, card, zone).filter(query)
            file = await exported(repos, query, wanted)
        if len(file.leads) <= FEW:
            async with self._store.transaction(card.workspace) as repos:
                await remember_leads(repos, card.author, file.leads, self._clock.now())
        return file

    async def week(self, actor: Actor, zone: tzinfo) -> Week:
        """The actor's week in numbers, as it stands in their time zone."""
        async with self._store.reading(actor.workspace) as repos:
            return await week_of(repos, actor.user, self._clock.now(), zone)

    async def all_leads(self, actor: Actor) -> CsvFile:
        """The actor's leads as a file, the newest first."""
        async with self._store.reading(actor.workspace) as repos:
            return await exported(repos, LeadQuery(), LeadFilter(owner=actor.user))

    async def export_all(self, actor: Actor, key: str) -> None:
        """Hand over all leads of the actor as a file, in their own conversation; once for each key."""
        async with self._store.transaction(actor.workspace) as repos:
            note(repos, actor.user, AuditAct.LEADS_EXPORTED, self._clock.now(), "all", "all leads")
            await self._telling.later(repos, LeadsExported(actor.workspace, actor.user, key))

    async def export(self, actor: Actor, question_id: str) -> None:
        """Hand over an answer as a file, in its thread."""
        async with self._store.transaction(actor.workspace) as repos:
            card = card_of(await repos.questions.get(question_id))
            require_owner(actor, card.author)
            await self._export(repos, actor.user, question_id, card.text)

    async def choose(self, actor: Actor, question_id: str, meant: QuestionStatus) -> None:
        """Take what an unsure question meant: the leads that are there, new people, or something else."""
        async with self._store.transaction(actor.workspace) as repos:
            row = await repos.questions.lock(question_id)
            card = card_of(row)
            require_owner(actor, card.author)
            if row is not None:
                move(row, meant)
            if meant is QuestionStatus.PLANNED:
                await self._intake.draft_first(repos, _message_of(card), card.text)
            await self._telling.later(repos, QuestionChanged(actor.workspace, question_id))

    async def _take(self, repos: Repositories, message: Message, text: str, plan: Plan | None) -> bool:
        """Take a message that asks something, in the transaction that claimed it."""
        reading = await self._read(repos, message, text, plan)
        if reading is None:
            return False
        sure = reading.confidence >= SURE
        row = Question(
            id=uuid.uuid4().hex[:12],
            workspace=message.workspace,
            author=message.author,
            channel=message.channel,
            thread_ts=message.thread_ts,
            ts=message.ts,
            text=text,
            status=QuestionStatus.ANSWERED if sure else QuestionStatus.UNSURE,
            document=reading.model_dump(mode="json"),
            asked_at=self._clock.now(),
        )
        repos.questions.add(row)
        await repos.session.flush()
        await self._telling.later(repos, QuestionChanged(message.workspace, row.id))
        if sure and _wants_file(reading):
            await self._export(repos, message.author, row.id, text)
        return True

    async def _export(self, repos: Repositories, user: str, question_id: str, text: str) -> None:
        note(repos, user, AuditAct.LEADS_EXPORTED, self._clock.now(), question_id, text)
        await self._telling.later(repos, AnswerExported(repos.workspace, question_id))

    async def _read(
        self, repos: Repositories, message: Message, text: str, plan: Plan | None
    ) -> Reading | None:
        """A question of its own, or one that goes on with the last of its thread.

        Under a plan that waits for its author's decision, only a question that is sure is none of its
        feedback; under a run, what is asked of "them" is asked of what it found.
        """
        if plan is not None and plan.author == message.author and plan.status in UNDECIDED:
            return _sure(read(text))
        last = await repos.questions.newest_in_thread(message.channel, message.thread_ts)
        if last is not None and (plan is None or plan.created_at <= last.asked_at):
            if last.author == message.author and last.status is QuestionStatus.ANSWERED:
                return refine(card_of(last).reading.query, text) or read(text)
            return read(text)
        if plan is not None and plan.author == message.author:
            return read(text) or _sure(refine(LeadQuery(run=Which.THREAD), text))
        return read(text)


def _sure(reading: Reading | None) -> Reading | None:
    return reading if reading is not None and reading.confidence >= SURE else None


def _wants_file(reading: Reading) -> bool:
    return isinstance(reading.query, LeadQuery) and reading.query.csv


def _message_of(card: QuestionCard) -> Message:
    return Message(
        workspace=card.workspace,
        author=card.author,
        channel=card.channel,
        ts=card.ts,
        thread_ts=card.thread_ts,
        text=card.text,
        key=f"question:{card.id}",
    )
