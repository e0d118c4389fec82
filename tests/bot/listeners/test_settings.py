"""Settings: roles, policies, the audit trail, approvals; for admins, and nobody else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from agent.roles import Actor, Approver, LeadScope, Policy, Role
from bot.sandbox import Person
from tests.support import Message, Office, Thread, buttons, office_at, press, said

pytestmark = pytest.mark.long

TEAM = "T0SANDBOX1"
OPERATOR = "U0OPERATOR"
ROOT = Actor(TEAM, OPERATOR, Role.ADMIN)


@pytest.fixture(scope="module")
async def shared(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Office]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("agent.durable.POLL_SECONDS", 0.15)
        folder: Path = tmp_path_factory.mktemp("office")
        async with office_at(folder, admins=frozenset({OPERATOR})) as office:
            yield office


@pytest.fixture
async def fresh(office: Office) -> AsyncIterator[Office]:
    """An office where nothing is settled: Max is Slack's admin, Dana a rep."""
    members = office.services.members
    for person in (office.dana, office.max, office.sam):
        await members.give(ROOT, person.id, None)
    await members.settle(ROOT, Policy())
    yield office
    office.sandbox.faults.copies = 1


async def standing(office: Office, person: Person) -> Role | None:
    return (await office.services.members.standing(TEAM, person.id)).role


async def policy(office: Office) -> Policy:
    return (await office.services.members.standing(TEAM, OPERATOR)).policy


async def modal(office: Office, *words: str, person: Person | None = None) -> Message:
    """The modal on top, once it says all of this."""
    who = person or office.max

    def look() -> Message | None:
        views = who.views()
        text = said(views[-1]) + views[-1]["title"]["text"] if views else ""
        return views[-1] if views and all(word in text for word in words) else None

    return await office.until(look)


async def settings(office: Office, person: Person | None = None) -> Message:
    """The settings, from Home."""
    who = person or office.max
    home = await office.home(who, "Settings")
    await press(who, home["id"], buttons(home)["Settings"])
    return await modal(office, "Who may approve a plan?", person=who)


async def test_a_rep_neither_sees_nor_opens_the_settings(fresh: Office) -> None:
    await fresh.home(fresh.dana, "Preferences", without="Settings")
    told = await fresh.whisper(
        fresh.dana, lambda: fresh.dana.command("/leadsmith", "settings", "sales"), "sales"
    )
    assert told == "Only an admin of this workspace can change the settings."
    assert fresh.dana.views() == []


async def test_an_admin_opens_them_by_command(fresh: Office) -> None:
    await fresh.max.command("/leadsmith", "settings", "sales")
    assert "None yet: Slack's admins and owners are admins" in said(await modal(fresh, "Settings"))


async def test_a_role_counts_at_once(fresh: Office) -> None:
    view = await settings(fresh)
    assert await fresh.max.submit(view["id"], {"person": fresh.dana.id, "role": "admin"}) is None
    view = await modal(fresh, f"<@{fresh.dana.id}> is admin now.")
    assert "Settings" in buttons(await fresh.home(fresh.dana, "Preferences"))
    await press(fresh.max, view["id"], buttons(view)["Back to the settings"])
    view = await modal(fresh, f"<@{fresh.dana.id}> · admin")
    assert await fresh.max.submit(view["id"], {"person": fresh.dana.id, "role": "slack"}) is None
    await modal(fresh, "is what Slack says now")
    assert await standing(fresh, fresh.dana) is None
    await fresh.home(fresh.dana, "Preferences", without="Settings")


@pytest.mark.parametrize(("values", "field"), [({"person": OPERATOR}, "role"), ({"role": "rep"}, "person")])
async def test_half_a_role_is_asked_for_and_nothing_is_kept(
    fresh: Office, values: dict[str, str], field: str
) -> None:
    view = await settings(fresh)
    wrong = await fresh.max.submit(view["id"], {**values, "leads": "own"})
    assert list(wrong or {}) == [field]
    assert await policy(fresh) == Policy()


async def test_whom_the_operator_named_stays_an_admin(fresh: Office) -> None:
    view = await settings(fresh)
    wrong = await fresh.max.submit(view["id"], {"person": OPERATOR, "role": "rep"})
    assert "operator" in (wrong or {})["person"]


async def test_policies_are_kept_and_only_what_was_changed(fresh: Office) -> None:
    view = await settings(fresh)
    # Another admin is quicker.
    await fresh.services.members.settle(ROOT, Policy(connections=Role.ADMIN))
    chosen = {"approvers": ["managers", "admins"], "leads": "own"}
    assert await fresh.max.submit(view["id"], chosen) is None
    await modal(fresh, "Plans are approved by: managers, admins.", "Accounts are set by: admins")
    assert await policy(fresh) == Policy(
        approvers=frozenset({Approver.MANAGERS, Approver.ADMINS}),
        manager_leads=LeadScope.OWN,
        connections=Role.ADMIN,
    )


async def test_somebody_has_to_approve(fresh: Office) -> None:
    view = await settings(fresh)
    assert list(await fresh.max.submit(view["id"], {"approvers": []}) or {}) == ["approvers"]


async def test_giving_up_being_an_admin_asks_first(fresh: Office) -> None:
    view = await settings(fresh)
    assert await fresh.max.submit(view["id"], {"person": fresh.max.id, "role": "rep"}) is None
    sure = await modal(fresh, "Give up being an admin?", "You will not be able to take this back")
    assert await standing(fresh, fresh.max) is None
    await fresh.max.close(sure["id"])
    assert "Settings" in buttons(await fresh.home(fresh.max, "Preferences"))
    view = await settings(fresh)
    assert await fresh.max.submit(view["id"], {"person": fresh.max.id, "role": "manager"}) is None
    sure = await modal(fresh, "Your own role becomes: *manager*")
    assert await fresh.max.submit(sure["id"], {}) is None
    done = await modal(fresh, f"<@{fresh.max.id}> is manager now.")
    assert buttons(done) == {}
    assert await standing(fresh, fresh.max) is Role.MANAGER
    await fresh.max.open_home()
    await fresh.until(lambda: "Settings" not in buttons(fresh.max.home() or {"blocks": []}))


async def test_staying_what_one_is_asks_nothing(fresh: Office) -> None:
    view = await settings(fresh)
    assert await fresh.max.submit(view["id"], {"person": fresh.max.id, "role": "slack"}) is None
    await modal(fresh, "is what Slack says now")


async def test_a_manager_who_may_settle_sees_policies_alone(fresh: Office) -> None:
    await fresh.services.members.give(ROOT, fresh.dana.id, Role.MANAGER)
    await fresh.services.members.settle(ROOT, Policy(settings=Role.MANAGER))
    view = await settings(fresh, fresh.dana)
    assert "Audit" not in buttons(view)
    assert "Give a role to" not in said(view)
    assert await fresh.dana.submit(view["id"], {"leads": "own"}) is None
    await modal(fresh, "Managers see leads: only their own", person=fresh.dana)
    assert await policy(fresh) == Policy(settings=Role.MANAGER, manager_leads=LeadScope.OWN)


async def test_whoever_lost_the_right_meanwhile_changes_nothing(fresh: Office) -> None:
    view = await settings(fresh)
    await fresh.services.members.give(ROOT, fresh.max.id, Role.REP)
    assert await fresh.max.submit(view["id"], {"leads": "own"}) is None
    await modal(fresh, "Only an admin of this workspace can change the settings.")
    assert await policy(fresh) == Policy()


async def test_the_trail_is_read_page_by_page_above_the_settings(fresh: Office) -> None:
    for number in range(12):
        await fresh.services.members.give(ROOT, f"U0NOBODY{number}", Role.MANAGER)
        await fresh.services.members.give(ROOT, f"U0NOBODY{number}", None)
    view = await settings(fresh)
    await press(fresh.max, view["id"], buttons(view)["Audit"])
    audit = await modal(
        fresh, "page 1 of", f"<@{OPERATOR}> changed a role\n<@U0NOBODY11>: manager → as in Slack"
    )
    await press(fresh.max, audit["id"], buttons(audit)["Older"])
    audit = await modal(fresh, "page 2 of")
    await press(fresh.max, audit["id"], buttons(audit)["Newer"])
    await modal(fresh, "page 1 of")
    await fresh.max.close(audit["id"])
    assert [each["id"] for each in fresh.max.views()] == [view["id"]]


async def test_nothing_happens_twice_when_slack_delivers_everything_twice(fresh: Office) -> None:
    fresh.sandbox.faults.copies = 2
    before = (await fresh.services.audit.page(ROOT)).total
    view = await settings(fresh)
    chosen = {"person": fresh.max.id, "role": "manager", "leads": "own"}
    assert await fresh.max.submit(view["id"], chosen) is None
    sure = await modal(fresh, "Give up being an admin?")
    assert await fresh.max.submit(sure["id"], {}) is None
    await modal(fresh, f"<@{fresh.max.id}> is manager now.")
    page = await fresh.services.audit.page(ROOT)
    assert page.total == before + 2


async def test_a_connection_is_for_those_whom_the_settings_name(fresh: Office) -> None:
    await fresh.services.members.settle(ROOT, Policy(connections=Role.MANAGER))
    home = await fresh.home(fresh.dana, "Connections")
    await fresh.dana.click(home["id"], "connection_set", value="linkedin")
    sentence = "Only a manager or an admin of this workspace can change connections here."
    await fresh.until(lambda: any(m["text"] == sentence for m in fresh.dana.messages()))
    assert fresh.dana.views() == []
    assert await fresh.services.connections.of(Actor(TEAM, fresh.dana.id)) == {}


async def test_a_plan_that_its_author_may_not_approve_is_reviewed_by_a_manager(fresh: Office) -> None:
    await fresh.services.members.give(ROOT, fresh.max.id, Role.MANAGER)
    await fresh.services.members.settle(ROOT, Policy(approvers=frozenset({Approver.MANAGERS})))
    fresh.sandbox.faults.copies = 2
    thread = await fresh.plan("find 20 CTOs in Oslo")
    told = await fresh.whisper(fresh.dana, lambda: thread.click("Approve"))
    assert told == "Only a manager can approve that."
    await fresh.home(fresh.dana, "waits for your decision", without="To approve")
    home = await fresh.home(fresh.max, "To approve", "Oslo", f"asked for by <@{fresh.dana.id}>")
    await press(fresh.max, home["id"], buttons(home)["Review"])
    view = await modal(fresh, "Approve this plan?", "Oslo")
    assert buttons(view) == {}
    assert await fresh.max.submit(view["id"], {}) is None
    await modal(fresh, f"Approved. <@{fresh.dana.id}> sees it")
    await thread.shows(f"Approved by <@{fresh.max.id}>")
    await fresh.home(fresh.max, "Nothing waits for you", without="To approve")


async def test_a_manager_sees_a_runs_leads_when_the_team_is_theirs(fresh: Office) -> None:
    await fresh.services.members.give(ROOT, fresh.sam.id, Role.MANAGER)
    thread: Thread = await fresh.says("@Leadsmith find 20 CTOs in Bergen", channel="sales")
    await thread.finished()
    assert "20 leads" in said(await thread.opens("See leads", fresh.sam))
    await fresh.services.members.settle(ROOT, Policy(manager_leads=LeadScope.OWN))
    told = await fresh.whisper(fresh.sam, lambda: thread.click("See leads", fresh.sam), "sales")
    assert told == f"Only <@{fresh.dana.id}> or an admin of this workspace can see these leads."
