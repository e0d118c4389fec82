"""Briefings as tasks: begun once, made at their time, moved along, put off, wanted now."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from agent.alerts.lines import Review
from agent.briefings.gathering import Reader
from agent.briefings.snoozing import Snooze, end_of, offered
from agent.errors import NotAllowedError, NotFoundError, StaleError
from agent.events import Commanded
from agent.people.person import Frequency
from agent.planner.plan import Outcome
from agent.roles import Actor
from agent.scheduling.asking import BRIEFING, LEAD_CHECK
from agent.scheduling.proposal import Zone
from agent.scheduling.service import Asked
from storage.models import TaskStatus
from tests.agent.briefings.made import BERLIN
from tests.agent.briefings.morning import Morning, hours, morning_at
from tests.storage import rows
from tests.support import plan_with
from tests.workshop import ADMIN, DANA, NOW, SAM

pytestmark = pytest.mark.long
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""09:00 in Berlin, on the first working day after NOW, a Saturday."""
DAY = timedelta(days=1)
PLANNED = Outcome(plan=plan_with("find people", "LinkedIn Search Export.js"))


@pytest.fixture
async def day(tmp_path: Path) -> AsyncIterator[Morning]:
    async with morning_at(tmp_path, PLANNED) as made:
        yield made


async def test_everybody_gets_a_briefing_and_a_lead_check_once(day: Morning) -> None:
    for _ in range(3):
        await day.meet()
    cards = await day.schedules.of(DANA)
    assert sorted((card.kind, card.saved.words.split(", from")[0]) for card in cards if card.saved) == [
        (BRIEFING, "every weekday at 09:00"),
        (LEAD_CHECK, "every 4 hours"),
    ]


async def test_what_was_deleted_never_comes_back(day: Morning) -> None:
    await day.meet()
    await day.schedules.delete(DANA, (await day.usual(BRIEFING)).id)
    await day.meet()
    assert [card.kind for card in await day.schedules.of(DANA)] == [LEAD_CHECK]
    await day.at(MONDAY)
    assert await day.cards() == []


async def test_nothing_new_is_one_line_once_a_morning_and_not_on_sundays(day: Morning) -> None:
    await day.meet()
    await day.at(MONDAY - DAY)
    assert await day.cards() == []
    for _ in range(3):
        await day.at(MONDAY)
    (told,) = await day.said()
    assert told.opening == "Nothing new since Saturday. I'll be quiet."
    assert told.quiet
    lines = await day.schedules.history(DANA, (await day.usual(BRIEFING)).id)
    assert [line.sentence for line in lines] == ["Nothing new, and said so."]


async def test_it_tells_of_the_time_since_the_last_one(day: Morning) -> None:
    await day.meet()
    await day.at(MONDAY)
    await day.shop.proposed()
    await day.at(MONDAY + DAY)
    await day.at(MONDAY + 2 * DAY)
    first, second, third = await day.said()
    assert first.quiet
    assert second.opening == "Yesterday: 1 plan."
    assert [line.text for line in second.parts[0].lines] == ["The plan “find people” expires on Monday."]
    assert third.opening == "Nothing new since yesterday, but this is worth a look."


async def test_a_manager_hears_of_the_others_and_a_rep_does_not(day: Morning) -> None:
    day.leads.add(ADMIN.user)
    for actor in (ADMIN, SAM):
        await day.meet(actor)
    await day.at(MONDAY - hours(1))
    await day.shop.proposed()
    await day.at(MONDAY)
    told = {card.owner: card.composed for card in await day.cards()}
    assert told[SAM.user].quiet
    (part,) = told[ADMIN.user].parts
    assert part.title == "Your team"
    assert [(line.who, line.buttons) for line in part.lines] == [
        (DANA.user, (Review(plan_id=await day.shop.plan_id(), version=1, others=True),))
    ]


async def test_it_moves_along_with_its_owner(day: Morning) -> None:
    await day.meet()
    day.zones[DANA.user] = Zone("America/New_York")
    await day.at(MONDAY)
    assert await day.cards() == []
    lines = await day.schedules.history(DANA, (await day.usual(BRIEFING)).id)
    assert [line.sentence for line in lines] == ["You are in America/New_York now: it comes later today."]
    await day.at(MONDAY + hours(6))
    assert len(await day.cards()) == 1
    # Eastwards the morning has passed already: it is not lost.
    day.zones[DANA.user] = Zone("Asia/Tokyo")
    await day.at(MONDAY + DAY + hours(6))
    await day.at(MONDAY + 2 * DAY - hours(8))
    assert len(await day.cards()) == 3


async def test_it_moves_along_when_its_owner_is_met_and_not_in_a_channel_or_an_unknown_zone(
    day: Morning,
) -> None:
    await day.meet()
    day.zones[DANA.user] = Zone("Asia/Tokyo")
    await day.meet()
    assert (await day.usual(BRIEFING)).next_at == datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
    day.zones[DANA.user] = Zone("UTC", known=False)
    await day.meet()
    card = await day.usual(BRIEFING)
    assert card.zone == "Asia/Tokyo"
    asked = Asked(BRIEFING, card.what, "every day at 8", Zone("Asia/Tokyo"), channel="C1")
    changed = await day.schedules.amend(DANA, card.id, card.version, asked)
    await day.schedules.save(DANA, card.id, changed.version)
    day.zones[DANA.user] = Zone("Europe/Berlin")
    await day.meet()
    assert ((await day.usual(BRIEFING)).zone, (await day.usual(BRIEFING)).channel) == ("Asia/Tokyo", "C1")


async def test_snoozed_until_monday_it_tells_of_all_days(day: Morning) -> None:
    await day.meet()
    await day.shop.proposed()
    await day.at(MONDAY)
    (card,) = await day.cards()
    with pytest.raises(NotAllowedError):
        await day.briefings.snooze(SAM, card.id, Snooze.MONDAY)
    for _ in range(2):
        await day.briefings.snooze(DANA, card.id, Snooze.MONDAY)
    snoozed = await day.briefings.card("T1", card.id)
    assert snoozed.snoozed_until == MONDAY + 7 * DAY
    for number in range(1, 7):
        await day.at(MONDAY + number * DAY)
    await day.shop.durable.settle()
    assert {each.id for each in await day.cards()} == {card.id}
    await day.at(MONDAY + 7 * DAY)
    latest = (await day.said())[-1]
    assert latest.opening == "Since 21 November: 1 plan."


async def test_an_older_briefing_cannot_be_snoozed(day: Morning) -> None:
    await day.meet()
    await day.at(MONDAY)
    await day.at(MONDAY + DAY)
    with pytest.raises(StaleError, match="newer briefing"):
        await day.briefings.snooze(DANA, (await day.cards())[0].id, Snooze.TOMORROW)
    await day.schedules.pause(DANA, (await day.usual(BRIEFING)).id)
    with pytest.raises(StaleError, match="paused"):
        await day.briefings.snooze(DANA, (await day.cards())[1].id, Snooze.TOMORROW)
    with pytest.raises(NotFoundError):
        await day.briefings.snooze(DANA, "nothing", Snooze.TOMORROW)


def test_snoozes_end_at_the_midnight_of_the_wall() -> None:
    friday = datetime(2027, 3, 26, 8, 0, tzinfo=UTC)
    assert offered(friday, BERLIN) == (Snooze.TOMORROW, Snooze.MONDAY)
    assert offered(friday + 2 * DAY, BERLIN) == (Snooze.MONDAY,)
    # Clocks go forward on the Sunday in between.
    assert end_of(Snooze.MONDAY, friday, BERLIN) == datetime(2027, 3, 28, 22, 0, tzinfo=UTC)
    assert end_of(Snooze.TOMORROW, friday, BERLIN) == datetime(2027, 3, 26, 23, 0, tzinfo=UTC)
    assert end_of(Snooze.MONDAY, MONDAY, BERLIN) == MONDAY + 7 * DAY - hours(9)


@pytest.mark.parametrize("deleted", [False, True])
async def test_it_is_there_at_once_when_it_is_wanted_now(day: Morning, *, deleted: bool) -> None:
    await day.meet()
    if deleted:
        await day.schedules.delete(DANA, (await day.usual(BRIEFING)).id)
    for _ in range(2):
        await day.briefings.now(DANA, "Ev1")
    await day.shop.durable.settle()
    assert len(await day.cards()) == 1
    assert [card.status for card in await day.schedules.of(DANA) if card.kind == BRIEFING] == [
        TaskStatus.ENDED if deleted else TaskStatus.ACTIVE
    ]


async def test_a_second_briefing_takes_the_place_of_the_first(day: Morning) -> None:
    await day.meet()
    first = await day.usual(BRIEFING)
    wanted = day.schedules.wanted("brief me every morning at 8", Zone("Europe/Berlin"))
    assert wanted is not None
    asked = Asked(wanted.kind, wanted.what, wanted.when, Zone("Europe/Berlin"))
    card = await day.schedules.propose(DANA, "k", asked)
    assert (await day.usual(BRIEFING)).id == first.id
    await day.schedules.save(DANA, card.id, card.version)
    assert [each.id for each in await day.schedules.of(DANA) if each.kind == BRIEFING] == [card.id]
    await day.meet()
    assert [each.id for each in await day.schedules.of(DANA) if each.kind == BRIEFING] == [card.id]


async def test_a_suggestion_says_its_words_once_and_for_its_reader_alone(day: Morning) -> None:
    await day.meet()
    run_id = await day.shop.waiting_run()
    await day.shop.execution.cancel(DANA, run_id)
    async with day.shop.store.transaction("T1") as repos:
        await repos.leads.add(rows.lead(created_at=NOW, email=None))
        await repos.leads.link_run(run_id, "lead1", known=False)
    await day.at(MONDAY)
    (card,) = await day.cards()
    number = len(card.composed.buttons) - 1
    with pytest.raises(NotAllowedError):
        await day.briefings.say(SAM, card.id, number)
    with pytest.raises(NotFoundError):
        await day.briefings.say(DANA, card.id, 99)
    for _ in range(2):
        await day.briefings.say(DANA, card.id, number)
    await day.shop.durable.settle()
    assert [event.goal for event in day.told(Commanded)] == ["find e-mails for my leads without an e-mail"]


def liking(**changes: Any) -> Callable[..., Reader]:
    def made(user: str, zone: ZoneInfo, **others: Any) -> Reader:
        return Reader(user, zone, **others | changes)

    return made


@pytest.mark.parametrize(
    ("frequency", "told"),
    [
        (Frequency.DAILY, [True, True, True]),
        (Frequency.WEEKLY, [True, False, False]),
        (Frequency.IMPORTANT, [False, False, True]),
        (Frequency.NONE, [False, False, False]),
    ],
)
async def test_it_comes_as_often_as_its_reader_likes(
    day: Morning, frequency: Frequency, told: list[bool]
) -> None:
    await day.meet()
    day.likes[DANA.user] = liking(frequency=frequency)
    seen, found = 0, []
    for number in range(3):
        await day.at(MONDAY + number * DAY)
        found.append(len(await day.cards()) > seen)
        seen = len(await day.cards())
        if number == 1:
            await day.shop.proposed()
    assert found == told
    day.shop.clock.at += hours(1)
    await day.briefings.now(DANA, "Ev")
    await day.shop.durable.settle()
    assert len(await day.cards()) == seen + 1


async def test_what_everybody_gets_goes_where_its_reader_likes(day: Morning) -> None:
    await day.meet()
    day.likes[DANA.user] = liking(channel="C7")
    for number in range(2):
        await day.at(MONDAY + number * DAY)
    assert [card.channel for card in await day.cards()] == ["C7", "C7"]
    assert (await day.said())[1].opening == "Nothing new since yesterday. I'll be quiet."


async def test_no_workspace_sees_anothers_briefing(day: Morning) -> None:
    await day.meet()
    await day.at(MONDAY)
    (card,) = await day.cards()
    with pytest.raises(NotFoundError):
        await day.briefings.snooze(Actor("T2", DANA.user), card.id, Snooze.TOMORROW)


async def test_late_by_an_hour_it_says_so_and_later_it_is_skipped_and_said(day: Morning) -> None:
    await day.meet()
    await day.at(MONDAY + hours(0.9))
    assert "late, since I was not running" in (await day.said())[0].note
    await day.at(MONDAY + DAY + hours(2))
    await day.at(MONDAY + 2 * DAY)
    assert (await day.said())[1].note.startswith("Skipped while I was not running: Tue 24 Nov 2026, 09:00")
