"""What carries forward: a person's last turns and what their thread is about, read from the store."""

from __future__ import annotations

from agent.assistant.router import Judged
from agent.planner.intake import Message, waits_for
from agent.planner.reading.talk import words_of
from agent.tools.heard import CARRIED, About, Memory, Past, Thread
from storage.models import Turn, TurnVerdict
from storage.repositories import Repositories


async def recall(repos: Repositories, message: Message) -> Memory:
    """The memory that a message is read with."""
    turns = repos.turns
    recent = await turns.recent(message.author, message.channel, CARRIED + 1)
    rows = [row for row in recent if row.key != message.key][:CARRIED]
    if message.thread_ts != message.ts:
        # A thread is about its own, however much was said elsewhere since.
        rows += await turns.in_thread(message.author, message.channel, message.thread_ts, CARRIED)
    before = {row.id: row for row in rows if row.key != message.key}
    newest = sorted(before.values(), key=lambda row: (row.asked_at, row.ts), reverse=True)
    return Memory(tuple(_past(row, message) for row in newest), await _thread(repos, message))


def _past(row: Turn, message: Message) -> Past:
    about = About.model_validate(row.about)
    return Past(row.text, row.tool, about, row.asked_at, here=row.thread_ts == message.thread_ts)


async def _thread(repos: Repositories, message: Message) -> Thread | None:
    plan = await repos.plans.newest_in_thread(message.channel, message.thread_ts)
    if plan is None:
        return None
    run = await repos.runs.newest_of(plan.id)
    return Thread(
        plan=plan.id,
        run=run.id if run is not None else "",
        mine=plan.author == message.author,
        waits=waits_for(plan, message.author),
        at=plan.created_at,
    )


async def judged(repos: Repositories, author: str, text: str) -> Judged | None:
    """What this person said of these words before."""
    row = await repos.turns.judged(author, compared(text))
    return Judged(row.tool, chosen=row.verdict is TurnVerdict.CHOSEN) if row is not None else None


def compared(text: str) -> str:
    """A text as it is compared with others: its words alone."""
    return words_of(text).casefold()
