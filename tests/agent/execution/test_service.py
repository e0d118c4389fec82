"""Decisions on runs, and what becomes of them."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest

from agent.errors import AgentError, NotAllowedError, StaleError
from agent.events import HomeChanged, RunChanged, RunDelivered
from agent.execution.card import RunCard
from agent.execution.executor import Failure
from agent.execution.inputs import InvalidInputsError
from agent.planner.plan import Outcome
from storage.models import RunStatus, StepStatus
from tests.support import plan_with
from tests.workshop import ADMIN, DANA, NOW, SAM, Workshop, workshop_at

pytestmark = pytest.mark.long

SEARCH, FINDER = "LinkedIn Search Export.js", "Professional Email Finder.js"
PLANNED = Outcome(plan=plan_with("find 20 CTOs in Berlin and get their e-mails", SEARCH, FINDER))
URL = "https://www.linkedin.com/search/results/people/?keywords=CTO%20Berlin"


async def _ready(shop: Workshop, ts: str = "1.1") -> str:
    """A run that has everything it needs."""
    run_id = await shop.waiting_run(ts)
    await shop.connections.put(DANA, "linkedin", {"linkedinliatsessioncookie": "demo"}, demo=True)
    await shop.execution.give(DANA, run_id, {1: {"linkedinsearchurl": URL}})
    return run_id


async def _started(shop: Workshop) -> str:
    run_id = await _ready(shop)
    await shop.execution.start(DANA, run_id, 0)
    await shop.durable.settle()
    return run_id


async def _card(shop: Workshop, run_id: str) -> RunCard:
    return await shop.execution.card("T1", run_id)


async def test_approving_makes_a_run_that_waits(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        card = await _card(shop, await shop.waiting_run())
        assert card.status is RunStatus.WAITING
        assert card.form.missing == 2
        assert [step.status for step in card.steps] == [StepStatus.PENDING] * 2
        assert (card.owner, card.channel, card.thread_ts, card.wanted) == (DANA.user, "D1", "1.1", 20)


async def test_a_run_goes_to_its_end_and_is_delivered(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        run_id = await _started(shop)
        card = await _card(shop, run_id)
        assert card.status is RunStatus.FINISHED
        assert card.people == 20
        assert 0 < card.emails < 20
        assert len(card.first_rows) == 5
        assert shop.audience.heard[-2:] == [RunDelivered("T1", run_id), HomeChanged("T1", DANA.user)]


async def test_the_result_is_the_whole_table(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        result = await shop.execution.result("T1", await _started(shop))
        assert result.rows == 20
        assert len(list(csv.DictReader(io.StringIO(result.csv)))) == 20


async def test_a_run_does_not_start_while_something_is_missing(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        run_id = await shop.waiting_run()
        with pytest.raises(StaleError, match="still missing"):
            await shop.execution.start(DANA, run_id, 0)
        assert (await _card(shop, run_id)).status is RunStatus.WAITING


async def test_a_run_starts_once(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        run_id = await _ready(shop)
        await shop.execution.start(DANA, run_id, 0)
        with pytest.raises(StaleError, match="decided already"):
            await shop.execution.start(DANA, run_id, 0)
        with pytest.raises(StaleError, match="already going on"):
            await shop.execution.start(DANA, run_id, 1)


@pytest.mark.parametrize(("actor", "allowed"), [(DANA, True), (ADMIN, True), (SAM, False)])
async def test_who_may_decide(tmp_path: Path, actor: object, allowed: bool) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        run_id = await _ready(shop)
        acts = [
            lambda: shop.execution.form(actor, run_id),  # type: ignore[arg-type]
            lambda: shop.execution.give(actor, run_id, {}),  # type: ignore[arg-type]
            lambda: shop.execution.start(actor, run_id, 0),  # type: ignore[arg-type]
            lambda: shop.execution.cancel(actor, run_id),  # type: ignore[arg-type]
        ]
        for act in acts:
            if allowed:
                await act()
            else:
                with pytest.raises(NotAllowedError):
                    await act()


async def test_the_owners_account_is_used_whoever_starts(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        run_id = await _ready(shop)
        await shop.connections.put(ADMIN, "linkedin", {"linkedinliatsessioncookie": "expired"})
        await shop.execution.start(ADMIN, run_id, 0)
        await shop.durable.settle()
        assert (await _card(shop, run_id)).status is RunStatus.FINISHED


async def test_wrong_values_are_told_and_none_is_kept(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        run_id = await shop.waiting_run()
        values = {1: {"linkedinsearchurl": URL}, 2: {"domainname": "not a domain"}}
        with pytest.raises(InvalidInputsError):
            await shop.execution.give(DANA, run_id, values)
        assert (await _card(shop, run_id)).form.steps[0].missing == ("linkedinsearchurl",)


async def test_a_failed_step_is_tried_again_from_where_it_stopped(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        shop.fails(SEARCH, Failure.RATE_LIMIT, after=8)
        run_id = await _started(shop)
        stopped = await _card(shop, run_id)
        assert stopped.status is RunStatus.STOPPED
        assert stopped.stopped_at is not None
        assert (stopped.stopped_at.done, stopped.stopped_at.failure) == (8, Failure.RATE_LIMIT)
        await shop.execution.retry(DANA, run_id, stopped.segment)
        await shop.durable.settle()
        done = await _card(shop, run_id)
        assert (done.status, done.people) == (RunStatus.FINISHED, 20)
        assert (await shop.execution.result("T1", run_id)).rows == 20


async def test_a_skipped_step_keeps_what_it_delivered(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        shop.fails(SEARCH, Failure.RATE_LIMIT, after=8)
        run_id = await _started(shop)
        await shop.execution.skip(DANA, run_id, 1)
        await shop.durable.settle()
        done = await _card(shop, run_id)
        assert (done.status, done.people) == (RunStatus.FINISHED, 8)
        assert [step.status for step in done.steps] == [StepStatus.SKIPPED, StepStatus.FINISHED]


async def test_a_stopped_run_can_be_cancelled_with_its_rows_saved(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        shop.fails(SEARCH, Failure.RATE_LIMIT, after=8)
        run_id = await _started(shop)
        await shop.execution.cancel(ADMIN, run_id)
        await shop.durable.settle()
        done = await _card(shop, run_id)
        assert (done.status, done.people, done.ended_by) == (RunStatus.CANCELLED, 8, ADMIN.user)
        assert RunDelivered("T1", run_id) in shop.audience.heard


async def test_an_account_that_is_gone_stops_the_run_as_an_expired_one_does(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        run_id = await _ready(shop)
        await shop.execution.start(DANA, run_id, 0)
        await shop.connections.remove(DANA, "linkedin")
        await shop.durable.settle()
        stopped = (await _card(shop, run_id)).stopped_at
        assert stopped is not None
        assert stopped.failure is Failure.EXPIRED_COOKIE


@pytest.mark.parametrize("decision", ["retry", "skip"])
async def test_a_decision_on_an_earlier_stretch_is_told(tmp_path: Path, decision: str) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        shop.fails(SEARCH, Failure.RATE_LIMIT, after=8)
        run_id = await _started(shop)
        with pytest.raises(StaleError, match="decided already"):
            await getattr(shop.execution, decision)(DANA, run_id, 0)


async def test_an_ended_run_takes_no_more_decisions(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        run_id = await _started(shop)
        with pytest.raises(StaleError, match="already finished"):
            await shop.execution.cancel(DANA, run_id)
        with pytest.raises(StaleError, match="its inputs stand"):
            await shop.execution.form(DANA, run_id)


async def test_run_again_is_a_new_run_with_the_same_inputs(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        first = await _started(shop)
        shop.clock.at += timedelta(minutes=1)
        second = await shop.execution.again(DANA, first)
        card = await _card(shop, second)
        assert (card.status, card.form.missing) == (RunStatus.WAITING, 0)
        with pytest.raises(StaleError, match="under way"):
            await shop.execution.again(DANA, first)
        await shop.execution.start(DANA, second, 0)
        await shop.durable.settle()
        assert (await _card(shop, second)).known == 20
        assert (await shop.leads.latest(DANA))[1] == 20


async def test_leads_of_a_run_are_its_owners(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        run_id = await _started(shop)
        assert len(await shop.leads.of_run(DANA, run_id)) == 20
        assert len(await shop.leads.of_run(ADMIN, run_id)) == 20
        with pytest.raises(NotAllowedError):
            await shop.leads.of_run(SAM, run_id)


async def test_lists_hold_the_actors_runs_by_state(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        run_id = await shop.waiting_run()
        assert [c.id for c in await shop.execution.with_status(DANA, RunStatus.WAITING)] == [run_id]
        assert await shop.execution.with_status(DANA, RunStatus.RUNNING) == []
        assert await shop.execution.with_status(SAM, RunStatus.WAITING) == []


async def test_setting_an_account_brings_the_cards_of_waiting_runs_up_to_date(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        run_id = await shop.waiting_run()
        shop.audience.heard.clear()
        await shop.execution.connected(DANA)
        await shop.durable.settle()
        assert shop.audience.of(RunChanged) == [RunChanged("T1", run_id)]


async def test_times_are_kept(tmp_path: Path) -> None:
    async with workshop_at(tmp_path, PLANNED) as shop:
        card = await _card(shop, await _started(shop))
        assert (card.started_at, card.ended_at) == (NOW, NOW)


async def test_a_run_that_is_gone_is_said(tmp_path: Path) -> None:
    async with workshop_at(tmp_path) as shop:
        with pytest.raises(AgentError, match="I don't have that run any more"):
            await _card(shop, "nothing")
