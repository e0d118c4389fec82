"""Playbooks: approved plans that are found, offered, started, named, shared and deleted."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from agent.errors import NotAllowedError, NotFoundError
from agent.planner.intake import Message as Asked
from agent.roles import Actor, Role
from bot.sandbox import FaultKind, Person
from tests.support import GOAL, FixedPlanner, Message, Office, Thread, buttons, fields, office_at, press, said

pytestmark = pytest.mark.long

SEARCH, FINDER = "LinkedIn Search Export.js", "Professional Email Finder.js"
TWO_STEPS = "LinkedIn Search Export → Professional Email Finder"
ELSEWHERE = "find 30 saas marketing managers in hamburg and get their emails"
TEAM = "T0SANDBOX1"


@pytest.fixture
async def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Office]:
    """An office of one's own, where nothing was approved yet."""
    monkeypatch.setattr("agent.durable.POLL_SECONDS", 0.15)
    async with office_at(tmp_path) as office:
        yield office


PlanAs = Callable[..., None]


@pytest.fixture
def plan_as(own: Office, monkeypatch: pytest.MonkeyPatch) -> PlanAs:
    def fix(*scripts: str) -> None:
        monkeypatch.setattr(own.services.planning, "_planner", FixedPlanner(*scripts))

    return fix


def actor(person: Person, *, admin: bool = False) -> Actor:
    return Actor(TEAM, person.id, Role.ADMIN if admin else Role.REP)


async def approved(office: Office, plan_as: PlanAs, *scripts: str, person: Person | None = None) -> Thread:
    """A goal whose plan of these phantoms was approved."""
    plan_as(*(scripts or (SEARCH, FINDER)))
    thread = await office.plan(GOAL, person)
    await thread.approved()
    await thread.shows("Approved by")
    return thread


async def listed(office: Office, person: Person) -> Message:
    """The list of playbooks, by command."""
    for view in person.views():
        await person.close(view["id"])
    await person.command("/leadsmith", "playbooks", "sales")
    return await office.until(lambda: next(iter(person.views()), None))


async def changed(office: Office, person: Person, view: Message, label: str, *words: str) -> Message:
    """What the modal shows after a button in it was pressed."""
    await press(person, view["id"], buttons(view)[label])

    def look() -> Message | None:
        now = person.views()
        same = now and now[-1]["hash"] != view["hash"] and all(word in said(now[-1]) for word in words)
        return now[-1] if same else None

    return await office.until(look)


async def started(office: Office, person: Person, view: Message, goal: str) -> Thread:
    """The thread of a goal that was given in the modal of a playbook."""
    assert await person.submit(view["id"], {"goal": goal}) is None
    shown = await office.until(lambda: next((m for m in person.messages() if m["text"] == goal), None))
    thread = Thread(office, person, shown["ts"])
    await thread.offers("Approve")
    return thread


async def test_an_approved_plan_is_kept_for_its_author_alone(own: Office, plan_as: PlanAs) -> None:
    assert "used again for another goal" in said(await own.home(own.dana, "Playbooks"))
    await approved(own, plan_as)
    home = said(await own.home(own.dana, TWO_STEPS))
    assert "last used" in home
    assert await own.services.playbooks.visible(actor(own.max)) == []
    with pytest.raises(NotFoundError):
        await own.services.playbooks.get(actor(own.sam), (await _only(own)).id)


async def _only(office: Office) -> Any:
    (card,) = await office.services.playbooks.visible(actor(office.dana))
    return card


async def test_the_same_plan_approved_again_is_one_playbook(own: Office, plan_as: PlanAs) -> None:
    await approved(own, plan_as)
    first = await _only(own)
    await approved(own, plan_as)
    assert (await _only(own)).id == first.id
    assert (await _only(own)).used_at > first.used_at


async def test_an_alike_goal_is_offered_the_approved_plan_beside_the_fresh_one(
    own: Office, plan_as: PlanAs
) -> None:
    await approved(own, plan_as)
    plan_as(SEARCH)
    thread = await own.plan(ELSEWHERE)
    shown = said(thread.plan)
    assert "You approved this plan for “50 SaaS marketing managers in Berlin, with e-mails”" in shown
    assert list(buttons(thread.plan))[-5:] == ["Use it", "Approve", "Regenerate", "Edit", "Cancel"]
    await thread.click("Use it")
    second = await thread.shows("version 2", "Changed: Now with the phantoms of the playbook")
    assert second["ts"] == thread.plan["ts"]
    assert "2 · Professional Email Finder" in said(second)
    assert "Hamburg" in said(second)
    assert "Use it" not in buttons(second)
    await thread.approved()


async def test_the_same_phantoms_are_not_offered(own: Office, plan_as: PlanAs) -> None:
    await approved(own, plan_as)
    assert "Use it" not in buttons((await own.plan(ELSEWHERE)).plan)


async def test_a_channel_learns_of_shared_playbooks_only(own: Office, plan_as: PlanAs) -> None:
    await approved(own, plan_as)
    plan_as(SEARCH)
    thread = await own.says(f"@Leadsmith {ELSEWHERE}", channel="sales")
    await thread.offers("Approve")
    assert "Berlin" not in said(thread.plan)
    await own.services.playbooks.share(actor(own.dana), (await _only(own)).id, shared=True)
    other = await own.says(f"@Leadsmith {ELSEWHERE} today", channel="sales")
    await other.offers("Use it")
    assert f"<@{own.dana.id}> approved this plan for" in said(other.plan)


async def test_a_goal_that_wants_something_else_is_offered_nothing(own: Office, plan_as: PlanAs) -> None:
    await approved(own, plan_as)
    plan_as(SEARCH)
    thread = await own.plan("find 50 saas marketing managers in berlin")
    assert "Use it" not in buttons(thread.plan)


async def test_a_second_click_on_use_it_makes_no_third_version(own: Office, plan_as: PlanAs) -> None:
    await approved(own, plan_as)
    plan_as(SEARCH)
    thread = await own.plan(ELSEWHERE)
    before = thread.plan
    await thread.click("Use it")
    await thread.shows("version 2")
    own.dana.channel().messages.put(before)
    assert "version 2 is above" in await own.whisper(own.dana, lambda: thread.click("Use it"))


async def test_a_playbook_starts_from_home_with_the_old_goal_filled_in(own: Office, plan_as: PlanAs) -> None:
    await approved(own, plan_as)
    plan_as(SEARCH)
    home = await own.home(own.dana, TWO_STEPS)
    await press(own.dana, home["id"], buttons(home)["Start"])
    view = await own.until(lambda: next(iter(own.dana.views()), None))
    assert fields(view) == {"goal": GOAL}
    thread = await started(own, own.dana, view, ELSEWHERE)
    assert "2 · Professional Email Finder" in said(thread.plan)
    assert "Hamburg" in said(thread.plan)
    assert "The phantoms of the playbook" in said(thread.plan)
    assert list(buttons(thread.plan))[-4:] == ["Approve", "Regenerate", "Edit", "Cancel"]
    await thread.approved()


async def test_a_started_plan_can_be_planned_again_and_expires_like_any_other(
    own: Office, plan_as: PlanAs
) -> None:
    await approved(own, plan_as)
    view = await listed(own, own.dana)
    thread = await started(
        own, own.dana, await changed(own, own.dana, view, "Start", "Who do you want"), ELSEWHERE
    )
    plan_as(SEARCH)
    again = await thread.opens("Regenerate")
    assert await own.dana.submit(again["id"], {}) is None
    await thread.shows("version 2")
    assert "Use it" in buttons(thread.plan)


@pytest.mark.parametrize(
    ("goal", "words"),
    [
        ("find 20 CTOs in Vienna and send them a connection request", "connect"),
        ("find 20 CTOs in Vienna but no emails", "rules out"),
        ("emails of the people who liked our post https://www.linkedin.com/posts/a-1", "cannot start"),
        ("write a poem about the sea", "outside what I do"),
        ("x" * 2_001, "longer than a goal can be"),
    ],
)
async def test_a_goal_that_a_playbook_does_not_fit_is_said_at_its_field(
    own: Office, plan_as: PlanAs, goal: str, words: str
) -> None:
    await approved(own, plan_as)
    view = await listed(own, own.dana)
    view = await changed(own, own.dana, view, "Start", "Who do you want")
    refused = await own.dana.submit(view["id"], {"goal": goal})
    assert refused is not None
    assert words in refused["goal"]


async def test_a_start_delivered_twice_makes_one_plan(own: Office, plan_as: PlanAs) -> None:
    await approved(own, plan_as)
    view = await changed(own, own.dana, await listed(own, own.dana), "Start", "Who do you want")
    await started(own, own.dana, view, ELSEWHERE)
    before = len(own.dana.messages())
    playbook, first = await _only(own), await own.services.planning.proposed(actor(own.dana))
    message = _as_received(first[0], f"playbook:{view['id']}")
    await own.services.playbooks.start(message, playbook.id)
    await own.sandbox.idle()
    assert len(own.dana.messages()) == before
    assert len(await own.services.planning.proposed(actor(own.dana))) == 1


def _as_received(card: Any, key: str) -> Any:
    return Asked(TEAM, card.author, card.channel, card.thread_ts, card.thread_ts, card.goal, key)


async def test_a_playbook_that_is_gone_when_it_starts_leaves_the_goal_to_the_planner(
    own: Office, plan_as: PlanAs
) -> None:
    await approved(own, plan_as)
    view = await changed(own, own.dana, await listed(own, own.dana), "Start", "Who do you want")
    playbook = await _only(own)
    await own.services.playbooks.delete(actor(own.dana), playbook.id)
    refused = await own.dana.submit(view["id"], {"goal": ELSEWHERE})
    assert refused == {"goal": "I don't have that playbook any more."}
    message = _as_received((await own.services.planning.recent(actor(own.dana)))[0], "playbook:V1")
    await own.services.playbooks.start(message, playbook.id)
    await own.until(lambda: next((m for m in _replies(own) if "Approve" in buttons(m)), None))


def _replies(office: Office) -> list[Message]:
    goals = [message["ts"] for message in office.dana.messages()]
    return [reply for ts in goals for reply in office.dana.replies(ts)]


async def test_nothing_happens_twice_when_slack_delivers_everything_twice(
    own: Office, plan_as: PlanAs
) -> None:
    own.sandbox.faults.copies = 2
    await approved(own, plan_as)
    plan_as(SEARCH)
    thread = await own.plan(ELSEWHERE)
    await thread.click("Use it")
    await thread.shows("version 2")
    view = await changed(own, own.dana, await listed(own, own.dana), "Start", "Who do you want")
    await started(own, own.dana, view, f"{ELSEWHERE} today")
    await own.sandbox.idle()
    assert "version 2" in said(thread.plan)
    assert len(await own.services.planning.recent(actor(own.dana))) == 3
    assert len([m for m in own.dana.messages() if "today" in m["text"]]) == 1
    assert await _only(own)


async def test_an_empty_list_says_what_would_fill_it(own: Office) -> None:
    assert "used again for another goal" in said(await listed(own, own.dana))


async def test_a_list_that_slack_does_not_open_is_said(own: Office) -> None:
    own.sandbox.faults.fail("views.open", FaultKind.SERVER_ERROR)
    told = await own.whisper(own.dana, lambda: own.dana.command("/leadsmith", "playbooks"))
    assert told == "I could not open that window. Please send `/leadsmith playbooks` again."


async def test_a_start_that_slack_does_not_open_is_offered_again(own: Office, plan_as: PlanAs) -> None:
    await approved(own, plan_as)
    home = await own.home(own.dana, TWO_STEPS)
    own.sandbox.faults.fail("views.open", FaultKind.SERVER_ERROR)
    await press(own.dana, home["id"], buttons(home)["Start"])
    again = await own.until(lambda: next((m for m in own.dana.messages() if "Try again" in buttons(m)), None))
    await press(own.dana, again["ts"], buttons(again)["Try again"])
    view = await own.until(lambda: next(iter(own.dana.views()), None))
    assert fields(view) == {"goal": GOAL}


async def test_an_admin_who_approves_keeps_the_plan_for_its_author(own: Office, plan_as: PlanAs) -> None:
    plan_as(SEARCH, FINDER)
    thread = await own.says("@Leadsmith find 20 CTOs in Paris and get their emails", channel="sales")
    await thread.offers("Approve")
    await thread.click("Approve", own.max)
    await thread.shows("Approved by")
    assert (await _only(own)).owner == own.dana.id


async def test_a_playbook_is_renamed(own: Office, plan_as: PlanAs) -> None:
    await approved(own, plan_as)
    view = await changed(own, own.dana, await listed(own, own.dana), "Rename")
    assert "at most 80" in (await own.dana.submit(view["id"], {"name": "x" * 81}) or {})["name"]
    assert (await own.dana.submit(view["id"], {"name": "\u200b"})) == {"name": "Give it a name."}
    assert await own.dana.submit(view["id"], {"name": "Berlin <b>"}) is None
    assert "Berlin &lt;b&gt;" in said(own.dana.views()[-1])
    await own.home(own.dana, "Berlin &lt;b&gt;")


async def test_a_shared_playbook_is_everyones_to_start_and_its_owners_to_change(
    own: Office, plan_as: PlanAs
) -> None:
    await approved(own, plan_as)
    view = await changed(own, own.dana, await listed(own, own.dana), "Share", "shared by")
    assert f"shared by <@{own.dana.id}>" in said(view)
    theirs = await listed(own, own.sam)
    assert list(buttons(theirs)) == ["Start", "Schedule"]
    with pytest.raises(NotAllowedError):
        await own.services.playbooks.rename(actor(own.sam), (await _only(own)).id, "Mine")
    plan_as(SEARCH)
    thread = await own.plan(ELSEWHERE, own.max)
    assert f"<@{own.dana.id}> approved this plan for" in said(thread.plan)
    await changed(own, own.dana, view, "Make private")
    assert buttons(await listed(own, own.sam)) == {}


async def test_an_admin_may_make_a_shared_playbook_private(own: Office, plan_as: PlanAs) -> None:
    await approved(own, plan_as)
    await changed(own, own.dana, await listed(own, own.dana), "Share", "shared by")
    view = await listed(own, own.max)
    assert "Delete" in buttons(view)
    await changed(own, own.max, view, "Make private")
    card = await _only(own)
    assert (card.shared, card.shared_by) == (False, own.max.id)


async def test_nobody_else_finds_a_private_playbook(own: Office, plan_as: PlanAs) -> None:
    await approved(own, plan_as)
    playbook = (await _only(own)).id
    for ask in (
        own.services.playbooks.get(actor(own.sam), playbook),
        own.services.playbooks.governed(actor(own.sam), playbook),
        own.services.playbooks.share(actor(own.sam), playbook, shared=True),
        own.services.playbooks.check(actor(own.max, admin=True), playbook, GOAL),
        own.services.playbooks.get(Actor("T9", own.dana.id, Role.ADMIN), playbook),
    ):
        with pytest.raises(NotFoundError):
            await ask


async def test_deleting_asks_first_and_leaves_the_plan(own: Office, plan_as: PlanAs) -> None:
    thread = await approved(own, plan_as)
    view = await listed(own, own.dana)
    assert buttons(view)["Delete"]["confirm"]["title"]["text"] == "Delete this playbook?"
    playbook = (await _only(own)).id
    await changed(own, own.dana, view, "Delete", "used again for another goal")
    await own.services.playbooks.delete(actor(own.dana), playbook)
    assert "Approved by" in said(thread.plan)


async def test_a_finished_run_whose_plan_no_playbook_keeps_offers_to_save_it(
    own: Office, plan_as: PlanAs
) -> None:
    plan_as(SEARCH)
    thread = await own.plan()
    card = await thread.finished()
    assert "Save as playbook" not in buttons(card)
    await own.services.playbooks.delete(actor(own.dana), (await _only(own)).id)
    await thread.offers("Save as playbook")
    told = await own.whisper(own.dana, lambda: thread.click("Save as playbook"))
    assert told.startswith("Kept as the playbook “50 SaaS marketing managers in Berlin")
    await own.until(lambda: "Save as playbook" not in buttons(thread.messages[1]) or None)
    assert (await _only(own)).steps == ("LinkedIn Search Export",)
