"""Alerts: raised with what they are about, told once, held in quiet hours, dropped when it is over."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from agent.alerts.lines import Line, Say
from agent.alerts.service import UNSEEN, AlertCard, AlertKind, NewAlert
from agent.alerts.states import NEXT, move
from agent.errors import NotAllowedError, NotFoundError
from agent.events import Alerted, Commanded
from agent.execution.executor import Failure
from agent.planner.plan import Outcome
from agent.roles import Actor
from storage.models import AlertStatus
from tests.storage import rows
from tests.support import plan_with
from tests.workshop import DANA, SAM, Workshop, workshop_at

SEARCH = "LinkedIn Search Export.js"
PLANNED = Outcome(plan=plan_with("find people", SEARCH))
SAYS = Line(text="Hello.", buttons=(Say(label="Do it", text="do it"),))


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Workshop]:
    async with workshop_at(tmp_path, PLANNED) as made:
        yield made


def new(key: str = "k", **changes: object) -> NewAlert:
    values = {"key": key, "owner": DANA.user, "kind": AlertKind.LEADS, "target": "t", "line": SAYS}
    return NewAlert(**values | changes)  # type: ignore[arg-type]


async def raised(shop: Workshop, alert: NewAlert) -> None:
    async with shop.store.transaction("T1") as repos:
        await shop.alerts.put(repos, alert)


def told(shop: Workshop) -> list[str]:
    return [event.key for event in shop.audience.heard if isinstance(event, Alerted)]


async def cards(shop: Workshop) -> list[AlertCard]:
    return [await shop.alerts.card("T1", key) for key in told(shop)]


def waits(shop: Workshop) -> list[timedelta | None]:
    """How long each alert that was raised is still given."""
    return [delay for job, _, delay in shop.durable.waiting.values() if job == "alert"]


async def test_what_is_raised_twice_is_told_once(shop: Workshop) -> None:
    for _ in range(2):
        await raised(shop, new())
        await shop.durable.settle()
    assert told(shop) == ["k"]


async def test_a_silent_one_is_only_remembered(shop: Workshop) -> None:
    await raised(shop, new(silent=True))
    await shop.durable.settle(delayed=True)
    assert told(shop) == []
    assert (await shop.alerts.card("T1", "k")).owner == DANA.user


async def test_in_quiet_hours_it_waits_until_they_end(shop: Workshop) -> None:
    quiet = [timedelta(hours=3), timedelta(hours=1), timedelta(0)]

    async def hush(_actor: Actor) -> timedelta:
        return quiet.pop(0)

    shop.alerts._hush = hush
    await raised(shop, new())
    await shop.durable.settle()
    assert (told(shop), waits(shop)) == ([], [timedelta(hours=3)])
    await shop.durable.settle(delayed=True)
    assert (told(shop), quiet) == (["k"], [])


async def stopped_run(shop: Workshop, failure: Failure, ts: str = "1.1") -> str:
    """A run in whose thread it is said that it stopped."""
    run_id = await shop.waiting_run(ts)
    await shop.connections.put(DANA, "linkedin", {"li_at": "x"}, demo=True)
    shop.fails(SEARCH, failure, 20)
    await shop.execution.give(
        DANA,
        run_id,
        {1: {"linkedinsearchurl": "https://www.linkedin.com/search/results/people/?keywords=cfo"}},
    )
    await shop.execution.start(DANA, run_id, 0)
    await shop.durable.settle()
    return run_id


async def test_a_run_that_stopped_is_told_of_when_nobody_reacted(shop: Workshop) -> None:
    run_id = await stopped_run(shop, Failure.RATE_LIMIT)
    assert UNSEEN in waits(shop)
    await shop.durable.settle(delayed=True)
    card = next(card for card in await cards(shop) if card.kind is AlertKind.RUN_STOPPED)
    assert "stopped at LinkedIn Search Export after 20, which are kept: the daily limit" in card.line.text
    assert card.key == f"run:{run_id}:1"


async def test_somebody_who_reacted_is_not_told(shop: Workshop) -> None:
    run_id = await stopped_run(shop, Failure.RATE_LIMIT)
    await shop.execution.cancel(DANA, run_id)
    await shop.durable.settle(delayed=True)
    assert told(shop) == []


async def test_of_a_card_in_a_channel_its_owner_is_told_at_once(shop: Workshop) -> None:
    shop.alerts._own_place = lambda _channel: False
    await stopped_run(shop, Failure.RATE_LIMIT)
    assert [card.kind for card in await cards(shop)] == [AlertKind.RUN_STOPPED]


async def test_an_account_that_stopped_working_is_told_of_once_for_all_runs(shop: Workshop) -> None:
    shop.alerts._own_place = lambda _channel: False
    await stopped_run(shop, Failure.EXPIRED_COOKIE)
    shop.faults.clear()
    run_id = await shop.waiting_run("2.2")
    shop.fails(SEARCH, Failure.EXPIRED_COOKIE)
    await shop.execution.give(
        DANA,
        run_id,
        {1: {"linkedinsearchurl": "https://www.linkedin.com/search/results/people/?keywords=cfo"}},
    )
    await shop.execution.start(DANA, run_id, 0)
    await shop.durable.settle()
    (card,) = await cards(shop)
    assert card.kind is AlertKind.CREDENTIAL
    assert card.line.buttons[0].label == "Update cookie and go on"  # type: ignore[union-attr]


async def test_an_approved_run_that_nobody_starts_is_told_of_after_an_hour(shop: Workshop) -> None:
    await shop.waiting_run()
    assert timedelta(hours=1) in waits(shop)
    await shop.durable.settle(delayed=True)
    assert [card.kind for card in await cards(shop)] == [AlertKind.RUN_WAITS]


async def test_a_plan_is_told_of_a_day_before_it_expires_unless_it_was_decided(shop: Workshop) -> None:
    await shop.proposed("1.1")
    assert waits(shop) == [timedelta(days=6)]
    undecided = await shop.proposed("2.2")
    await shop.planning.cancel(DANA, await shop.plan_id("1.1"), 1)
    alerts = {key: job for key, job in shop.durable.waiting.items() if job[0] == "alert"}
    shop.durable.waiting = alerts
    await shop.durable.settle(delayed=True)
    (card,) = await cards(shop)
    assert card.key == f"plan:{undecided}:1:expires"
    assert card.line.at == (await shop.planning.card("T1", undecided)).expires_at


async def test_its_button_says_its_words_once_and_for_its_owner_alone(shop: Workshop) -> None:
    await raised(shop, new())
    with pytest.raises(NotAllowedError):
        await shop.alerts.say(SAM, "k", 0)
    for key, number in (("k", 1), ("k", -1), ("nothing", 0)):
        with pytest.raises(NotFoundError):
            await shop.alerts.say(DANA, key, number)
    for _ in range(2):
        await shop.alerts.say(DANA, "k", 0)
    await shop.durable.settle()
    assert [event.goal for event in shop.audience.of(Commanded)] == ["do it"]  # type: ignore[attr-defined]
    with pytest.raises(NotFoundError):
        await shop.alerts.card("T2", "k")


def test_a_settled_alert_stays_settled() -> None:
    from storage.models import Alert  # noqa: PLC0415 - beside its one use

    alert = Alert(workspace="T1", **rows.alert())
    assert move(alert, AlertStatus.TOLD)
    assert not any(move(alert, to) for to in AlertStatus)
    assert NEXT.keys() == set(AlertStatus)
