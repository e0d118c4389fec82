"""A run moves only where the table says, and otherwise says where it is."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product

import pytest

from agent.errors import StaleError
from agent.execution.states import NEXT, move
from storage.models import Run, RunStatus


def run_in(status: RunStatus) -> Run:
    return Run(
        id="r1",
        workspace="T1",
        plan_id="p1",
        plan_version=1,
        owner="U1",
        status=status,
        segment=0,
        created_at=datetime(2026, 11, 21, tzinfo=UTC),
    )


@pytest.mark.parametrize(("start", "to"), list(product(RunStatus, RunStatus)))
def test_a_run_moves_only_where_the_table_says(start: RunStatus, to: RunStatus) -> None:
    run = run_in(start)
    if to in NEXT[start]:
        move(run, to)
        assert run.status is to
    else:
        with pytest.raises(StaleError, match="That run"):
            move(run, to)
        assert run.status is start


def test_nothing_follows_the_end() -> None:
    assert {status for status, following in NEXT.items() if not following} == {
        RunStatus.FINISHED,
        RunStatus.CANCELLED,
    }


def test_a_run_that_waits_can_be_started_and_one_that_stopped_can_go_on() -> None:
    for status in (RunStatus.WAITING, RunStatus.STOPPED):
        run = run_in(status)
        move(run, RunStatus.RUNNING)
        assert run.status is RunStatus.RUNNING
