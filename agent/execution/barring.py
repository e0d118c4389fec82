"""Whom a step that contacts people leaves out: those who must not be contacted."""

from __future__ import annotations

from agent.execution.reading import RunState
from agent.execution.table import work_of
from agent.leads.blocking import blocked_lines
from agent.planner.phantom import Phantom, Stage
from agent.planner.work import Task
from storage.repositories import Repositories

_ONLY_WORDS = frozenset({Task.WRITE_MESSAGE, Task.WRITE_COMMENT})
"""Text for outreach, which nobody is sent yet."""


def contacts(phantom: Phantom) -> bool:
    """Whether people notice that it works on them."""
    return any(task.stage is Stage.OUTREACH for task in phantom.effects - _ONLY_WORDS)


async def barred_lines(repos: Repositories, state: RunState, position: int) -> list[int]:
    """The lines of the table that the next attempt of a step leaves out.

    What earlier attempts handled stays counted as it was: only lines after that are decided anew.
    """
    if not contacts(state.phantom(position)):
        return []
    row, step, table = state.steps[position - 1], state.step(position), state.before(position)
    before = work_of(step, table, row.barred).lines
    first = before[row.offset] if row.offset < len(before) else len(table) if row.offset else 0
    blocked = await blocked_lines(repos, table)
    ahead = [line for line in work_of(step, table).lines if line in blocked and line >= first]
    return [*(line for line in row.barred if line < first), *ahead]
