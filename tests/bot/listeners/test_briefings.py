"""Briefings, alerts and reports in Slack: shown at their times, snoozed, in a channel, asked for now."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from agent.clock import JumpingClock
from agent.execution.executor import Failure
from agent.execution.pace import Fault
from agent.people.changes import AddGoal, SetQuiet, SetStyle
from agent.people.person import QuietHours, Style
from agent.roles import Actor
from agent.scheduling.card import TaskCard
from bot.listeners.schedules import NOT_THERE
from bot.sandbox import Person
from tests.support import GOAL, Message, Office, buttons, office_at, press, said

pytestmark = pytest.mark.long
TEAM = "T0SANDBOX1"
SEARCH = "LinkedIn Search to Emails.js"


@pytest.fixture
def clock() -> JumpingClock:
    """A Monday, at 07:00 in Berlin."""
    made = JumpingClock()
    made.ahead = datetime(2027, 2, 1, 6, 0, tzinfo=UTC) - datetime.now(UTC)
    return made


@pytest.fixture
async def own(tmp_path: Path, clock: JumpingClock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Office]:
    """An office of one's own, whose clock may jump; alerts come at once."""
    monkeypatch.setattr("agent.durable.POLL_SECONDS", 0.15)
    monkeypatch.setattr("agent.alerts.service.UNSEEN", timedelta(0))
    async with office_at(tmp_path, clock=clock) as office:
        yield office


def actor(person: Person) -> Actor:
    return Actor(TEAM, person.id)


async def usual(office: Office, kind: str = "briefing") -> TaskCard:
    """Dana's usual task, once it has begun."""
    found: list[TaskCard] = []
    for _ in range(100):
        found = [c for c in await office.services.schedules.of(actor(office.dana)) if c.kind == kind]
        if found:
            break
        await office.sandbox.idle()
    return found[0]


async def met(office: Office) -> TaskCard:
    """Dana opens the conversation; her briefing."""
    await office.dana.open_messages()
    await told(office, "Tell me who you want to reach")
    return await usual(office)


async def due(office: Office, clock: JumpingClock, card: TaskCard) -> None:
    """The clock jumps to when a task is due next."""
    assert card.next_at is not None
    clock.ahead += card.next_at - clock.now() + timedelta(seconds=1)
    await office.leadsmith.clockwork.beat()


async def told(office: Office, *words: str, channel: str | None = None) -> Message:
    """The newest message to Dana that says all of this, once there is one."""

    def look() -> Message | None:
        shown = reversed(office.dana.messages(channel))
        return next((m for m in shown if all(word in m["text"] + said(m) for word in words)), None)

    try:
        return await office.until(look)
    except TimeoutError:
        shown = [m["text"] for m in office.dana.messages(channel)]
        raise AssertionError(f"nothing says {words}: {shown}") from None


async def briefed(office: Office, clock: JumpingClock, *words: str) -> Message:
    await due(office, clock, await usual(office))
    return await told(office, "Good morning", *words)


async def pressed(office: Office, message: Message, label: str, person: Person | None = None) -> None:
    await press(person or office.dana, message["ts"], buttons(message)[label])


async def modal(office: Office, *words: str) -> Message:
    def look() -> Message | None:
        now = office.dana.views()
        return now[-1] if now and all(word in said(now[-1]) for word in words) else None

    return await office.until(look)


async def test_a_quiet_morning_is_one_line_and_comes_once(own: Office, clock: JumpingClock) -> None:
    card = await met(own)
    assert card.saved is not None
    assert card.saved.words == "every weekday at 09:00"
    message = await briefed(own, clock, "I'll be quiet")
    for _ in range(2):
        await own.leadsmith.clockwork.beat()
    await own.sandbox.idle()
    assert [m["ts"] for m in own.dana.messages() if "Good morning" in said(m)] == [message["ts"]]
    assert list(buttons(message)) == ["Snooze until tomorrow", "Snooze until Monday", "Change time"]


async def test_a_plan_is_reviewed_and_approved_from_the_briefing(own: Office, clock: JumpingClock) -> None:
    await met(own)
    await own.plan()
    message = await briefed(own, clock, "1 plan", "Waiting for you")
    await pressed(own, message, "Review")
    shown = await own.until(
        lambda: next(
            (m for m in own.dana.messages() if "Approve" in buttons(m) and not m.get("thread_ts")), None
        )
    )
    await pressed(own, shown, "Approve")

    def now() -> Message:
        return next(m for m in own.dana.messages() if m["ts"] == shown["ts"])

    await own.until(lambda: "Approve" not in buttons(now()))
    assert "Approved by" in said(now())


async def test_snoozed_it_comes_on_monday_and_can_be_had_now(own: Office, clock: JumpingClock) -> None:
    await met(own)
    message = await briefed(own, clock, "I'll be quiet")
    await pressed(own, message, "Snooze until Monday")
    snoozed = await told(own, "Snoozed. The next briefing comes")
    assert snoozed["ts"] == message["ts"]
    card = await usual(own)
    assert card.next_at == datetime(2027, 2, 8, 8, 0, tzinfo=UTC)
    await pressed(own, snoozed, "Brief me now")
    await own.until(lambda: len([m for m in own.dana.messages() if "Good morning" in said(m)]) == 1)


async def test_its_time_is_changed_in_a_window_without_words(own: Office, clock: JumpingClock) -> None:
    await met(own)
    message = await briefed(own, clock, "I'll be quiet")
    await pressed(own, message, "Change time")
    view = await modal(own, "When?")
    assert "What" not in said(view)
    assert await own.dana.submit(view["id"], {"when": "every day at 8:30"}) is None
    preview = await modal(own, "Every day at 08:30")
    assert await own.dana.submit(preview["id"]) is None
    await modal(own, "every day at 08:30")
    assert [c.kind for c in await own.services.schedules.of(actor(own.dana)) if c.kind == "briefing"] == [
        "briefing"
    ]


async def test_brief_me_and_briefings_in_words(own: Office) -> None:
    await met(own)
    await own.says("brief me")
    await told(own, "Good")
    thread = await own.says("Send me a daily report every morning at 9am")
    preview = await thread.offers("Save")
    assert "*Briefing:*" in said(preview)
    assert "Every day at 09:00" in said(preview)
    await thread.click("Save")
    await thread.shows("next")
    found = [c for c in await own.services.schedules.of(actor(own.dana)) if c.kind == "briefing"]
    assert [c.saved.words for c in found if c.saved] == ["every day at 09:00"]


async def test_a_question_at_its_times_is_a_report_with_its_answer(own: Office, clock: JumpingClock) -> None:
    await met(own)
    thread = await own.says("every friday at 5pm: how many leads did we find this week")
    preview = await thread.offers("Save")
    assert "*Report:* how many leads did we find this week" in said(preview)
    await thread.click("Save")
    await thread.shows("next")
    await due(own, clock, await usual(own, "report"))
    answer = await told(own, "Report:", "how many leads did we find this week")
    await own.dana.send("show my leads by company", thread_ts=answer["ts"])
    await own.until(lambda: len(own.dana.replies(answer["ts"])) > 1)


async def test_a_briefing_goes_to_a_channel_that_lets_me_in(own: Office, clock: JumpingClock) -> None:
    await met(own)
    await own.plan()
    message = await briefed(own, clock, "Waiting for you")
    await pressed(own, message, "Change time")
    view = await modal(own, "In a channel instead?")
    channel = await own.dana.create_channel("news")
    assert await own.dana.submit(view["id"], {"when": "every weekday at 9", "channel": channel}) is None
    preview = await modal(own, "Every weekday at 09:00")
    wrong = await own.dana.submit(preview["id"])
    assert wrong == {"channel": NOT_THERE}
    await own.dana.invite_app(channel)
    assert await own.dana.submit(preview["id"]) is None
    await told(own, "wants me to put their briefing here every weekday at 09:00", channel=channel)
    await due(own, clock, await usual(own))
    shown = await told(own, "Briefing of", "Waiting for you", channel=channel)
    # Others read along, and decide over nothing.
    await own.sam.send("Morning!", channel)
    review = buttons(shown)["Review"]
    whispered = await own.whisper(own.sam, lambda: press(own.sam, shown["ts"], review), channel)
    assert "can decide that" in whispered
    await own.dana.archive(channel)
    await due(own, clock, await usual(own))
    await told(own, "Briefing of")


async def test_a_run_that_stopped_is_told_of_where_its_owner_sees_it(own: Office) -> None:
    await met(own)
    own.failures[SEARCH] = Fault(Failure.RATE_LIMIT, 20)
    thread = await own.plan(GOAL)
    await thread.ready()
    await thread.click("Run")
    alert = await told(own, "stopped at LinkedIn Search to Emails", "the daily limit was reached")
    assert list(buttons(alert)) == ["Retry", "Go on with 20"]
    await pressed(own, alert, "Go on with 20")
    await thread.offers("Run again")


async def test_the_lead_check_offers_what_helps(own: Office, clock: JumpingClock) -> None:
    await met(own)
    thread = await own.plan(GOAL)
    await thread.finished()
    await due(own, clock, await usual(own, "lead_check"))
    alert = await told(own, "Your leads:", "new lead")
    await pressed(own, alert, "Show the newest")
    await told(own, "show my newest leads")


async def test_a_manager_approves_a_reps_plan_from_the_briefing(own: Office, clock: JumpingClock) -> None:
    await met(own)
    await own.max.open_messages()
    await own.until(own.max.messages)
    thread = await own.plan()
    await briefed(own, clock, "Waiting for you")

    def team() -> Message | None:
        return next((m for m in own.max.messages() if "Your team" in said(m)), None)

    message = await own.until(team)
    assert f"<@{own.dana.id}>: The plan" in said(message)
    await pressed(own, message, "Review", own.max)
    view = await own.until(lambda: next(iter(own.max.views()), None))
    assert "Approve this plan?" in said(view) + view["title"]["text"]
    assert await own.max.submit(view["id"]) is None
    await thread.offers("Cancel run")


async def test_goals_priorities_and_manners_are_those_of_the_reader(own: Office) -> None:
    await met(own)
    dana = actor(own.dana)
    await own.services.people.change(dana, AddGoal(goal="20 demos"), SetStyle(style=Style.BRIEF))
    await own.services.priorities.add_text(dana, "Call Acme")
    reader = await own.services.briefings.reader_of(TEAM, dana.user, ZoneInfo("Europe/Berlin"))
    assert (reader.wishes.goals, reader.wishes.priorities) == (("20 demos",), ("Call Acme",))
    assert (reader.wishes.style, reader.decides, reader.sees) == (Style.BRIEF, False, False)
    others = await own.services.briefings.reader_of(TEAM, own.max.id, ZoneInfo("Europe/Berlin"))
    assert (others.wishes.goals, others.decides, others.sees) == ((), True, True)


async def test_an_alert_waits_for_the_end_of_quiet_hours(own: Office, clock: JumpingClock) -> None:
    await met(own)
    quiet = QuietHours(start=time(6), end=time(8))
    await own.services.people.change(actor(own.dana), SetQuiet(quiet=quiet))
    hush = own.services.alerts._hush
    left = await hush(actor(own.dana))
    assert timedelta(minutes=50) < left <= timedelta(hours=1)
    clock.ahead += timedelta(hours=2)
    assert await hush(actor(own.dana)) == timedelta(0)
