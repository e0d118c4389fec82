"""Questions as people ask them: taken once, answered as often as they are shown."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

from agent.audit import AuditAct, note
from agent.clock import Clock
from agent.events import AnswerExported, LeadsExported, QuestionChanged
from agent.people.remembering import FEW, remember_leads
from agent.planner.intake import Message
from agent.questions.answer import Answer, CsvFile, QuestionCard, card_of
from agent.questions.answering import Answering
from agent.questions.exporting import exported
from agent.questions.query import LeadQuery, Reading
from agent.questions.saying import sentence
from agent.questions.week import Week, week_of
from agent.roles import Actor, require_owner
from agent.telling import Telling
from storage.filters import LeadFilter
from storage.models import Question
from storage.repositories import Repositories
from storage.store import Store


class Questions:
    """Keeps questions as they were understood, and answers them."""

    def __init__(self, store: Store, telling: Telling, clock: Clock) -> None:
        self._store = store
        self._telling = telling
        self._clock = clock

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

    async def leads_of(  # what a query is answered for
        self, repos: Repositories, query: LeadQuery, message: Message, zone: tzinfo, limit: int
    ) -> tuple[list[str], int]:
        """The first leads of a query by their ids, in its order, and how many there are in all."""
        reading = Reading(query=query, confidence=1)
        card = card_of(self._new("", message, reading.model_dump(mode="json")))
        wanted = await Answering(repos, card, zone).filter(query)
        found, _ = await repos.lead_queries.count(wanted)
        most = min(limit, query.limit or limit)
        rows = await repos.lead_queries.page(wanted, query.order, limit=most, offset=0)
        return [row.id for row in rows], min(found, query.limit or found)

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

    async def told(self, repos: Repositories, question_id: str, zone: tzinfo) -> str:
        """The answer in a sentence, in the caller's transaction."""
        card = card_of(await repos.questions.get(question_id))
        return sentence(await Answering(repos, card, zone).answer())

    async def ask(self, repos: Repositories, question_id: str, message: Message, reading: Reading) -> None:
        """Keep a question and answer it, in the caller's transaction; one of this id is another one now."""
        document = reading.model_dump(mode="json")
        row = await repos.questions.get(question_id)
        if row is not None:
            row.document = document
        else:
            row = self._new(question_id, message, document)
            repos.questions.add(row)
        await repos.session.flush()
        await self._telling.later(repos, QuestionChanged(message.workspace, row.id))
        if isinstance(reading.query, LeadQuery) and reading.query.csv:
            await self._export(repos, message.author, row.id, message.text)

    def _new(self, question_id: str, message: Message, document: dict[str, Any]) -> Question:
        return Question(
            id=question_id,
            workspace=message.workspace,
            author=message.author,
            channel=message.channel,
            thread_ts=message.thread_ts,
            ts=message.ts,
            text=message.text,
            document=document,
            asked_at=self._clock.now(),
        )

    async def _export(self, repos: Repositories, user: str, question_id: str, text: str) -> None:
        note(repos, user, AuditAct.LEADS_EXPORTED, self._clock.now(), question_id, text)
        await self._telling.later(repos, AnswerExported(repos.workspace, question_id))
