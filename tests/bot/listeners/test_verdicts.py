"""Thumbs under plans and answers: kept with what they are about, the last word counts."""

from __future__ import annotations

import pytest

from bot.sandbox import Person
from tests.support import Message, Office, elements

pytestmark = pytest.mark.long


async def _judge(person: Person, message: Message, opinion: str) -> None:
    thumbs = next(each for each in elements(message["blocks"]) if each["action_id"] == "verdict")
    await person.click(message["ts"], "verdict", value=thumbs[f"{opinion}_button"]["value"])


async def _counts(office: Office) -> dict[str, tuple[int, int]]:
    tallies = await office.services.verdicts.tallies()
    return tallies[0].counts if tallies else {}


async def test_a_verdict_on_a_plan_is_kept_and_a_changed_mind_believed(office: Office) -> None:
    thread = await office.plan("find 20 CTOs in Berlin")
    before = (await _counts(office)).get("plan", (0, 0))
    told = await office.whisper(office.dana, lambda: _judge(office.dana, thread.plan, "positive"))
    assert told == "Thank you, noted."
    assert (await _counts(office))["plan"] == (before[0] + 1, before[1])
    told = await office.whisper(office.dana, lambda: _judge(office.dana, thread.plan, "negative"))
    assert "what should be different" in told
    assert (await _counts(office))["plan"] == (before[0], before[1] + 1)
    (tally,) = await office.services.verdicts.tallies()
    assert tally.complaints[0].person == office.dana.id
    assert tally.complaints[0].about.endswith(":1")


async def test_each_person_has_a_verdict_on_an_answer(office: Office) -> None:
    thread = await office.says("@Leadsmith how many leads do I have?", channel="sales")
    answer = await thread.shows("leads")
    for person in (office.dana, office.max):
        await office.whisper(person, lambda who=person: _judge(who, answer, "positive"), "sales")  # type: ignore[misc]
    assert (await _counts(office))["answer"] == (2, 0)


async def test_a_click_that_is_delivered_twice_counts_once(office: Office) -> None:
    thread = await office.plan("find 20 CTOs in Rome")
    before = (await _counts(office)).get("plan", (0, 0))
    office.sandbox.faults.copies = 2
    try:
        await office.whisper(office.dana, lambda: _judge(office.dana, thread.plan, "positive"))
        await office.sandbox.idle()
    finally:
        office.sandbox.faults.copies = 1
    assert (await _counts(office))["plan"] == (before[0] + 1, before[1])
