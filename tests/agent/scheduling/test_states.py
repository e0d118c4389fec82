"""The moves of a task, and what is said where there is none."""

from __future__ import annotations

import pytest

from agent.errors import StaleError
from agent.scheduling.states import _SAID, NEXT, move
from storage.models import TaskStatus
from tests.storage import rows


def test_every_status_has_its_moves_and_its_sentence() -> None:
    assert set(NEXT) == set(_SAID) == set(TaskStatus)


@pytest.mark.parametrize("start", TaskStatus)
@pytest.mark.parametrize("to", TaskStatus)
def test_a_task_moves_where_the_table_says(start: TaskStatus, to: TaskStatus) -> None:
    task = rows.task(status=start)
    if to in NEXT[start] | {start}:
        move(task, to)
        assert task.status is to
    else:
        with pytest.raises(StaleError, match=r"^That "):
            move(task, to)
        assert task.status is start
