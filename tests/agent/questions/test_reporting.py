"""A saved question is asked anew at its times, and only what is surely a question is saved as one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from agent.events import Commanded, Reported
from agent.questions.reporting import Reports, is_report
from agent.scheduling.asking import GOAL, REPORT
from agent.scheduling.proposal import Zone
from agent.scheduling.service import Asked
from tests.agent.briefings.morning import Morning, hours, morning_at
from tests.workshop import DANA, NOW

pytestmark = pytest.mark.long
ZONE = Zone("Europe/Berlin")
QUESTION = "how many leads did we find this week"


@pytest.fixture
async def day(tmp_path: Path) -> AsyncIterator[Morning]:
    async with morning_at(tmp_path) as made:
        yield made


async def saved(day: Morning, text: str) -> str:
    """A message that asks for something at its times, saved."""
    wanted = day.schedules.wanted(text, ZONE)
    assert wanted is not None
    card = await day.schedules.propose(DANA, "k", Asked(wanted.kind, wanted.what, wanted.when, ZONE))
    await day.schedules.save(DANA, card.id, card.version)
    return wanted.kind


async def test_a_question_at_its_times_is_a_report(day: Morning) -> None:
    assert await saved(day, f"every 2 hours: {QUESTION}") == REPORT
    for _ in range(2):
        await day.at(NOW + hours(2))
    await day.at(NOW + hours(4))
    told = day.told(Reported)
    cards = [await day.shop.questions.card("T1", event.question_id) for event in told]
    assert [(card.text, card.is_report, card.asked_at) for card in cards] == [
        (QUESTION, True, NOW + hours(2)),
        (QUESTION, True, NOW + hours(4)),
    ]
    assert day.told(Commanded) == []


async def test_its_answer_has_a_thread_that_goes_on_with_it(day: Morning) -> None:
    await saved(day, f"every 2 hours: {QUESTION}")
    await day.at(NOW + hours(2))
    (event,) = day.told(Reported)
    reports = day.briefings

    made = Reports(reports.store, reports.durable, reports.telling, reports.clock)
    await made.placed("T1", event.question_id, "D7", "9.9")
    card = await day.shop.questions.card("T1", event.question_id)
    assert (card.channel, card.thread_ts, card.is_report) == ("D7", "9.9", True)


async def test_a_goal_at_its_times_stays_a_goal(day: Morning) -> None:
    assert await saved(day, "every 2 hours: find 50 CFOs in Texas") == GOAL
    await day.at(NOW + hours(2))
    assert [event.goal for event in day.told(Commanded)] == ["find 50 CFOs in Texas"]


async def test_what_is_no_question_any_more_is_a_failure_that_is_said(day: Morning) -> None:
    card = await day.schedules.propose(DANA, "k", Asked(REPORT, "the weather", "every 2 hours", ZONE))
    await day.schedules.save(DANA, card.id, card.version)
    await day.at(NOW + hours(2))
    assert day.told(Reported) == []
    assert day.notices == [
        "I could not do “the weather”: I do not understand it as a question any more. Edit it, please."
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [(QUESTION, True), ("my runs", True), ("find 50 CFOs in Texas", False), ("the weather", False)],
)
def test_only_what_is_surely_a_question_is_a_report(text: str, *, expected: bool) -> None:
    assert is_report(text) is expected
