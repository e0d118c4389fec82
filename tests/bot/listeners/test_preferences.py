"""Preferences: set, shown, used from Home and by command, forgotten."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import time

import pytest

from agent.people.changes import AddGoal, SetFrequency
from agent.people.person import Frequency, Metric, Person, QuietHours, Style
from agent.people.remembering import remember_campaign
from agent.roles import Actor
from bot.sandbox import Person as Somebody
from tests.support import Message, Office, buttons, press, said

pytestmark = pytest.mark.long

TEAM = "T0SANDBOX1"
SET = {
    "style": "brief",
    "frequency": "important",
    "metrics": ["emails", "runs"],
    "goals": "20 demos with CFOs\n\n close 3 deals ",
    "quiet_from": "20:00",
    "quiet_to": "08:00",
}
WANTED = Person(
    style=Style.BRIEF,
    frequency=Frequency.IMPORTANT,
    metrics=(Metric.EMAILS, Metric.RUNS),
    goals=("20 demos with CFOs", "close 3 deals"),
    quiet=QuietHours(start=time(20), end=time(8)),
)


def actor(person: Somebody) -> Actor:
    return Actor(TEAM, person.id)


@pytest.fixture
async def fresh(office: Office) -> AsyncIterator[Office]:
    """An office where nothing is known of Dana and Max."""
    for person in (office.dana, office.max):
        await office.services.people.forget(actor(person))
    yield office
    office.sandbox.faults.copies = 1


async def modal(office: Office, words: str, person: Somebody | None = None) -> Message:
    """The modal on top, once it says this."""
    who = person or office.dana

    def look() -> Message | None:
        views = who.views()
        return views[-1] if views and words in said(views[-1]) + views[-1]["title"]["text"] else None

    return await office.until(look)


async def opened(office: Office, person: Somebody, label: str = "Change") -> Message:
    """The modal behind a button of Home."""
    home = await office.home(person, "Preferences")
    await press(person, home["id"], buttons(home)[label])
    return (await office.until(person.views))[-1]


@pytest.mark.parametrize("who", ["dana", "max"])
async def test_preferences_are_set_from_home_which_shows_them(fresh: Office, who: str) -> None:
    person: Somebody = getattr(fresh, who)
    view = await opened(fresh, person)
    assert await person.submit(view["id"], SET) is None
    shown = await modal(fresh, "Saved. Brief · only what is important · quiet 20:00–08:00", person)
    assert "e-mails found, runs · I write in our conversation" in said(shown)
    assert await fresh.services.people.of(actor(person)) == WANTED
    await fresh.home(person, "Brief · only what is important", "20 demos with CFOs; close 3 deals")
    others = fresh.max if person is fresh.dana else fresh.dana
    assert await fresh.services.people.of(actor(others)) == Person()


async def test_the_modal_opens_by_command_and_starts_with_what_is_set(fresh: Office) -> None:
    await fresh.services.people.change(
        actor(fresh.dana), AddGoal(goal="20 demos"), SetFrequency(frequency=Frequency.WEEKLY)
    )
    await fresh.dana.command("/leadsmith", "preferences", "sales")
    view = await modal(fresh, "Preferences")
    channel = fresh.dana.channel("sales").id
    assert await fresh.dana.submit(view["id"], {"channel": channel, "style": "detailed"}) is None
    await modal(fresh, "Saved. Detailed · every week")
    person = await fresh.services.people.of(actor(fresh.dana))
    assert (person.goals, person.frequency, person.channel) == (("20 demos",), Frequency.WEEKLY, channel)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"quiet_from": "20:00"}, "quiet_to"),
        ({"quiet_to": "20:00"}, "quiet_from"),
        ({"quiet_from": "20:00", "quiet_to": "20:00"}, "quiet_to"),
        ({"goals": "\n".join(f"goal {n}" for n in range(11))}, "goals"),
        ({"goals": "x" * 301}, "goals"),
    ],
)
async def test_what_cannot_be_is_said_at_its_field_and_nothing_is_kept(
    fresh: Office, values: dict[str, str], field: str
) -> None:
    view = await opened(fresh, fresh.dana)
    wrong = await fresh.dana.submit(view["id"], {"style": "brief", **values})
    assert list(wrong or {}) == [field]
    assert await fresh.services.people.of(actor(fresh.dana)) == Person()


async def test_all_that_is_known_is_shown_and_forgotten_for_good(fresh: Office) -> None:
    me = actor(fresh.dana)
    await fresh.services.people.change(me, AddGoal(goal="20 demos <@U1>"))
    async with fresh.leadsmith.store.transaction(TEAM) as repos:
        now = fresh.services.people._clock.now()
        await remember_campaign(repos, me.user, "plan1", "run1", "CTOs in Kyiv", now)
    view = await opened(fresh, fresh.dana, "What do you know about me?")
    assert all(each in said(view) for each in ("20 demos &lt;@U1&gt;", "CTOs in Kyiv", "nobody else"))
    button = buttons(view)["Forget all of it"]
    assert "forgotten" in button["confirm"]["text"]["text"]
    await press(fresh.dana, view["id"], button)
    await modal(fresh, "I know nothing about you any more")
    assert await fresh.services.people.of(me) == Person()
    await fresh.home(fresh.dana, "Friendly · every day")


async def test_what_is_known_is_shown_above_the_preferences_which_stay(fresh: Office) -> None:
    view = await opened(fresh, fresh.dana)
    await press(fresh.dana, view["id"], buttons(view)["What do you know about me?"])
    shown = await modal(fresh, "You told me none.")
    await fresh.dana.close(shown["id"])
    assert [each["id"] for each in fresh.dana.views()] == [view["id"]]


async def test_nothing_happens_twice_when_slack_delivers_everything_twice(fresh: Office) -> None:
    fresh.sandbox.faults.copies = 2
    view = await opened(fresh, fresh.dana)
    assert await fresh.dana.submit(view["id"], SET) is None
    await modal(fresh, "Saved. Brief")
    assert await fresh.services.people.of(actor(fresh.dana)) == WANTED
    fresh.sandbox.slack.views.clear(fresh.dana.id)
    view = await opened(fresh, fresh.dana, "What do you know about me?")
    await press(fresh.dana, view["id"], buttons(view)["Forget all of it"])
    await modal(fresh, "I know nothing about you any more")
