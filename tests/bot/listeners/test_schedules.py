"""Schedules: said in words, shown before they are saved, done at their times, kept in order at Home."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from agent.clock import JumpingClock
from agent.errors import NotAllowedError
from agent.roles import Actor
from agent.scheduling.proposal import Zone
from bot.sandbox import FaultKind, Person
from tests.support import GOAL, Message, Office, Thread, buttons, fields, office_at, press, said

pytestmark = pytest.mark.long
TEAM = "T0SANDBOX1"
REMIND = "remind me in 20 minutes to call Acme"
DAY = timedelta(days=1)


@pytest.fixture
def clock() -> JumpingClock:
    return JumpingClock()


@pytest.fixture
async def own(tmp_path: Path, clock: JumpingClock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Office]:
    """An office of one's own, whose clock may jump."""
    monkeypatch.setattr("agent.durable.POLL_SECONDS", 0.15)
    async with office_at(tmp_path, clock=clock) as office:
        await without_usual(office)
        yield office


async def without_usual(office: Office) -> None:
    """Dana has deleted what everybody gets, so that it never comes: what she asks for stands alone."""
    dana = actor(office.dana)
    await office.services.routine.begin(dana, Zone("Europe/Berlin"))
    for card in await office.services.schedules.of(dana):
        await office.services.schedules.delete(dana, card.id)


async def saved(office: Office, text: str, person: Person | None = None) -> Thread:
    """A message that asks for something later, after Save."""
    thread = await office.says(text, person)
    await thread.click("Save")
    await thread.shows("next")
    return thread


async def later(office: Office, clock: JumpingClock, by: timedelta) -> None:
    """The clock jumps, and the heartbeat notices."""
    clock.ahead += by
    await office.leadsmith.clockwork.beat()


async def due(office: Office, clock: JumpingClock) -> None:
    """The clock jumps to when Dana's schedule is due next."""
    (card,) = await office.services.schedules.of(actor(office.dana))
    assert card.next_at is not None
    await later(office, clock, card.next_at - clock.now() + timedelta(seconds=1))


async def told(office: Office, *words: str) -> Message:
    """The message in Dana's conversation that says all of this, once there is one."""

    def look() -> Message | None:
        return next((m for m in office.dana.messages() if all(w in m["text"] + said(m) for w in words)), None)

    try:
        return await office.until(look)
    except TimeoutError:
        raise AssertionError(f"nothing says {words}: {[m['text'] for m in office.dana.messages()]}") from None


def reminders(office: Office) -> list[str]:
    return [m["text"] for m in office.dana.messages() if m["text"].startswith("Reminder:")]


async def modal(office: Office, *words: str) -> Message:
    """The modal on top, once it says all of this."""

    def look() -> Message | None:
        now = office.dana.views()
        return now[-1] if now and all(word in said(now[-1]) for word in words) else None

    try:
        return await office.until(look)
    except TimeoutError:
        raise AssertionError(f"no modal says {words}: {[said(v) for v in office.dana.views()]}") from None


async def listed(office: Office, *words: str) -> Message:
    """The list of schedules, by command."""
    for view in office.dana.views():
        await office.dana.close(view["id"])
    await office.dana.command("/leadsmith", "schedules", "sales")
    return await modal(office, *words)


def actor(person: Person) -> Actor:
    return Actor(TEAM, person.id)


async def test_a_reminder_is_shown_saved_and_said_once(own: Office, clock: JumpingClock) -> None:
    thread = await own.says(REMIND)
    preview = await thread.offers("Save")
    assert "Reminder:* call Acme" in said(preview)
    assert "Once: " in said(preview)
    assert "(Europe/Berlin)" in said(preview)
    await later(own, clock, timedelta(minutes=15))
    await thread.click("Save")
    await thread.shows("next")
    for _ in range(3):
        await later(own, clock, timedelta(minutes=2))
    await told(own, "Reminder: call Acme")
    await own.sandbox.idle()
    assert reminders(own) == ["Reminder: call Acme"]
    await thread.shows("over")


async def test_what_passed_before_it_was_saved_is_not_saved(own: Office, clock: JumpingClock) -> None:
    thread = await own.says(REMIND)
    await thread.offers("Save")
    clock.ahead += timedelta(minutes=30)
    whispered = await own.whisper(own.dana, lambda: thread.click("Save"))
    assert whispered == "That time has passed meanwhile. Say another."


async def test_two_readings_are_offered_and_one_is_chosen(own: Office) -> None:
    thread = await own.says("remind me every Monday at 5 to write the report")
    shown = await thread.shows("Which of these do you mean?")
    assert list(buttons(shown)) == ["every Monday at 05:00", "every Monday at 17:00", "Edit", "Cancel"]
    await thread.click("every Monday at 17:00")
    assert "Every Monday at 17:00" in said(await thread.offers("Save"))


async def test_a_time_that_cannot_be_read_is_asked_for_in_a_window(own: Office) -> None:
    thread = await own.says("remind me to call Acme")
    shown = await thread.offers("Edit")
    assert "When?" in said(shown)
    assert "Save" not in buttons(shown)
    view = await thread.opens("Edit")
    assert fields(view) == {"what": "call Acme", "when": None}
    assert await own.dana.submit(view["id"], {"when": "every weekday at 8:30"}) is None
    preview = await modal(own, "Every weekday at 08:30", "Next: ")
    assert preview["submit"]["text"] == "Save"
    assert await own.dana.submit(preview["id"], {"when": "every weekday at 9:30"}) is None
    again = await modal(own, "Every weekday at 09:30")
    assert await own.dana.submit(again["id"], {}) is None
    await modal(own, "every weekday at 09:30 · next")
    await thread.shows("every weekday at 09:30 · next")


async def test_a_reminder_of_nothing_is_asked_about(own: Office) -> None:
    thread = await own.says("remind me")
    await thread.shows("Tell me of what and when")


async def test_nothing_is_saved_after_cancel(own: Office) -> None:
    thread = await own.says(REMIND)
    await thread.click("Cancel")
    await thread.shows("nothing was saved")
    assert await own.services.schedules.of(actor(own.dana)) == []


async def test_a_goal_is_planned_at_its_times(own: Office, clock: JumpingClock) -> None:
    await saved(own, f"every day at noon: {GOAL}")
    await due(own, clock)
    goal = await own.until(
        lambda: next((m for m in own.dana.messages() if m["text"] == GOAL and "blocks" in m), None)
    )
    await Thread(own, own.dana, goal["ts"]).offers("Approve")
    await own.home(own.dana, "every day at 12:00")


async def test_a_playbook_is_started_at_its_times(own: Office, clock: JumpingClock) -> None:
    await (await own.plan()).approved()
    await own.dana.command("/leadsmith", "playbooks", "sales")
    view = await modal(own, "last used")
    await press(own.dana, view["id"], buttons(view)["Schedule"])
    view = await modal(own, "For whom?")
    assert fields(view)["what"] == GOAL
    assert await own.dana.submit(view["id"], {"when": "every day at 12:00"}) is None
    assert await own.dana.submit((await modal(own, "Next: "))["id"], {}) is None
    await modal(own, "every day at 12:00 · next")
    await due(own, clock)
    goal = await told(own, "Goal:", "saas marketing managers")
    shown = await Thread(own, own.dana, goal["ts"]).offers("Approve")
    assert "The phantoms of the playbook" in said(shown)


async def test_a_playbook_that_is_gone_is_a_failure_that_is_said(own: Office, clock: JumpingClock) -> None:
    await (await own.plan()).approved()
    playbook = (await own.services.playbooks.visible(actor(own.dana)))[0]
    await own.dana.command("/leadsmith", "playbooks", "sales")
    view = await modal(own, "last used")
    await press(own.dana, view["id"], buttons(view)["Schedule"])
    view = await modal(own, "For whom?")
    assert await own.dana.submit(view["id"], {"when": "every day at 12:00"}) is None
    assert await own.dana.submit((await modal(own, "Next: "))["id"], {}) is None
    await modal(own, "· next")
    await own.services.playbooks.delete(actor(own.dana), playbook.id)
    await due(own, clock)
    await told(own, "I could not do", "saas marketing managers")
    view = await listed(own, "Playbook:")
    await press(own.dana, view["id"], buttons(view)["History"])
    await modal(own, "✖")


async def test_home_keeps_schedules_in_order(own: Office, clock: JumpingClock) -> None:
    await saved(own, "remind me every day at noon to call Acme")
    home = await own.home(own.dana, "call Acme", "every day at 12:00 · next")
    await press(own.dana, home["id"], buttons(home)["Pause"])
    home = await own.home(own.dana, "paused")
    await later(own, clock, DAY)
    await press(own.dana, home["id"], buttons(home)["Run now"])
    await told(own, "Reminder: call Acme")
    await press(own.dana, home["id"], buttons(home)["Resume"])
    home = await own.home(own.dana, "· next")
    await press(own.dana, home["id"], buttons(home)["Edit"])
    view = await modal(own, "When?")
    assert fields(view) == {"what": "call Acme", "when": "every day at 12:00"}
    await own.dana.close(view["id"])
    await press(own.dana, home["id"], buttons(home)["History"])
    assert said(await modal(own, "Reminded you.")).count("Reminded you.") == 1
    view = await listed(own, "call Acme")
    assert buttons(view)["Delete"]["confirm"]["title"]["text"] == "Delete this schedule?"
    await press(own.dana, view["id"], buttons(view)["Delete"])
    await modal(own, "Write _remind me")
    home = await own.home(own.dana, "Write _remind me")


async def test_the_command_shows_what_it_understood(own: Office) -> None:
    await own.dana.command("/leadsmith", "remind me tomorrow at 10 to call Acme", "sales")
    view = await modal(own, "at 10:00")
    assert fields(view) == {"what": "call Acme", "when": "tomorrow at 10"}
    assert view["submit"]["text"] == "Save"
    assert await own.services.schedules.of(actor(own.dana)) == []
    assert await own.dana.submit(view["id"], {}) is None
    await modal(own, "· next")
    assert [card.what for card in await own.services.schedules.of(actor(own.dana))] == ["call Acme"]


async def test_the_command_asks_for_what_it_was_not_told(own: Office) -> None:
    await own.dana.command("/leadsmith", "schedule find 50 CFOs in Texas", "sales")
    view = await modal(own, "What should I plan?")
    assert fields(view) == {"what": "find 50 CFOs in Texas", "when": None}
    assert await own.dana.submit(view["id"], {"when": "every Friday at 5"}) is None
    view = await modal(own, "Which of these do you mean?")
    await press(own.dana, view["id"], buttons(view)["every Friday at 17:00"])
    view = await modal(own, "Every Friday at 17:00")
    assert await own.dana.submit(view["id"], {"when": "every Friday at 17:00"}) is None
    assert await own.dana.submit((await modal(own, "Next: "))["id"], {}) is None
    await modal(own, "every Friday at 17:00 · next")


async def test_a_window_that_slack_does_not_open_is_said(own: Office) -> None:
    own.sandbox.faults.fail("views.open", FaultKind.SERVER_ERROR)
    heard = await own.whisper(own.dana, lambda: own.dana.command("/leadsmith", "schedules"))
    assert heard == "I could not open that window. Please send `/leadsmith schedules` again."


async def test_what_is_late_says_so_and_what_is_too_late_is_said_next_time(
    own: Office, clock: JumpingClock
) -> None:
    await saved(own, "remind me every 3 hours to stretch")
    clock.ahead += timedelta(hours=6, minutes=20)
    await own.leadsmith.clockwork.beat()
    first = await told(own, "Reminder: stretch")
    assert "minutes late, since I was not running" in said(first)
    assert "Skipped while I was not running: " in said(first)
    await due(own, clock)
    await own.until(lambda: len([m for m in own.dana.messages() if "stretch" in m["text"]]) >= 3)
    second = [m for m in own.dana.messages() if m["text"].startswith("Reminder:")][-1]
    assert "late" not in said(second)


async def test_a_single_reminder_that_is_too_late_is_said_at_once(own: Office, clock: JumpingClock) -> None:
    await saved(own, REMIND)
    await later(own, clock, timedelta(hours=3))
    await told(own, "“call Acme” was due", "I did not do it that late")
    view = await listed(own, "call Acme")
    await press(own.dana, view["id"], buttons(view)["History"])
    await modal(own, "late by more than an hour")


async def test_nothing_happens_twice_when_slack_delivers_everything_twice(
    own: Office, clock: JumpingClock
) -> None:
    own.sandbox.faults.copies = 2
    await saved(own, "remind me every day at noon to call Acme")
    view = await listed(own, "call Acme")
    await press(own.dana, view["id"], buttons(view)["Edit"])
    view = await modal(own, "When?")
    assert await own.dana.submit(view["id"], {"what": "call Berg"}) is None
    assert await own.dana.submit((await modal(own, "Next: "))["id"], {}) is None
    await modal(own, "call Berg", "· next")
    await own.sandbox.idle()
    card: Any = (await own.services.schedules.of(actor(own.dana)))[0]
    assert (card.what, card.proposal) == ("call Berg", None)
    await due(own, clock)
    await told(own, "Reminder: call Berg")
    await own.sandbox.idle()
    assert reminders(own) == ["Reminder: call Berg"]


async def test_nobody_else_changes_a_schedule(own: Office) -> None:
    await saved(own, "remind me every day at noon to call Acme")
    task = (await own.services.schedules.of(actor(own.dana)))[0].id
    for ask in (
        own.services.schedules.get(actor(own.sam), task),
        own.services.schedules.pause(actor(own.sam), task),
        own.services.schedules.delete(actor(own.max), task),
    ):
        with pytest.raises(NotAllowedError):
            await ask
    assert await own.services.schedules.of(actor(own.sam)) == []


async def test_utc_stands_in_for_a_zone_that_slack_does_not_tell(own: Office) -> None:
    users = own.sandbox.slack.users
    users[own.dana.id] = replace(users[own.dana.id], tz="")
    thread = await own.says("remind me tomorrow at 10 to call Acme")
    assert "Slack did not tell me your time zone, so these times are UTC." in said(
        await thread.offers("Save")
    )


async def test_what_is_said_in_a_channel_is_reminded_of_in_private(own: Office, clock: JumpingClock) -> None:
    thread = await own.says(f"@Leadsmith {REMIND}", channel="sales")
    await thread.click("Save")
    await thread.shows("next")
    await later(own, clock, timedelta(minutes=21))
    await told(own, "Reminder: call Acme")
