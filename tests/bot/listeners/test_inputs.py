"""The inputs modal: what is missing, what is wired, what is kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.support import (
    AGENT,
    COOKIE,
    GROUP_GOAL,
    GROUP_URL,
    Message,
    Office,
    Thread,
    buttons,
    fields,
    press,
    said,
)

pytestmark = pytest.mark.long

GROUP, SCRAPER = "LinkedIn Group Members Export.js", "LinkedIn Profile Scraper.js"
FINDER, SENDER = "Professional Email Finder.js", "LinkedIn Message Sender.js"
LIKER, THREADS = "LinkedIn Auto Liker.js", "LinkedIn Message Thread Scraper.js"
COOKIE_FIELD, AGENT_FIELD = "account:linkedin:linkedinliatsessioncookie", "account:linkedin:useragent"
URL_FIELD = "1:linkedingroupurl"
SLACK_STEP = {
    "1:slackworkspaceurl": "https://acme.slack.com",
    "1:slackchannelurl": "https://acme.slack.com/archives/C0123456789",
}
PlanAs = Callable[..., None]


async def _disconnect(office: Office) -> None:
    for person in (office.dana, office.max):
        actor = _actor(person.id)
        for account in await office.services.connections.of(actor):
            await office.services.connections.remove(actor, account)


def _actor(user: str):
    from agent.roles import Actor  # noqa: PLC0415

    return Actor("T0SANDBOX1", user)


async def _inputs(office: Office, text: str = GROUP_GOAL) -> tuple[Thread, Message]:
    """The modal for a fresh run of a person without accounts."""
    await _disconnect(office)
    thread = await office.plan(text)
    await thread.click("Approve")
    return thread, await thread.opens("Inputs")


async def test_what_is_missing_comes_first_and_what_is_wired_after_it(
    office: Office, plan_as: PlanAs
) -> None:
    plan_as(GROUP, SCRAPER, FINDER)
    _, view = await _inputs(office)
    text = said(view)
    assert text.index("LinkedIn account") < text.index("LinkedIn group URL") < text.index("Already provided")
    assert text.index("Already provided") < text.index("Full name: from step 1")


async def test_a_prefilled_value_is_shown_for_confirmation(office: Office) -> None:
    _, view = await _inputs(office, "find 20 CTOs in Berlin")
    assert "linkedin.com/search/results/people" in (fields(view)["1:linkedinsearchurl"] or "")
    assert "I took this from your goal: please check." in said(view)


async def test_a_wrong_value_is_told_at_its_field_and_nothing_is_kept(office: Office) -> None:
    thread, view = await _inputs(office)
    wrong = await office.dana.submit(view["id"], {URL_FIELD: "https://example.com/nothing"})
    assert list(wrong or {}) == [URL_FIELD]
    assert "does not look like" in (wrong or {})[URL_FIELD]
    assert "Run" not in buttons(thread.messages[-1])
    await office.dana.close(view["id"])
    assert fields(await thread.opens("Inputs"))[URL_FIELD] is None


async def test_what_was_given_is_there_when_the_modal_is_opened_again(office: Office) -> None:
    thread, view = await _inputs(office)
    assert await office.dana.submit(view["id"], {URL_FIELD: GROUP_URL}) is None
    await thread.shows("1 thing to add")
    assert fields(await thread.opens("Inputs"))[URL_FIELD] == GROUP_URL


async def test_run_appears_only_when_everything_is_there(office: Office) -> None:
    thread, view = await _inputs(office)
    assert "Run" not in buttons(thread.messages[-1])
    view = await office.use_demo(office.dana)
    await thread.shows("1 thing to add")
    assert "Run" not in buttons(thread.messages[-1])
    assert await office.dana.submit(view["id"], {URL_FIELD: GROUP_URL}) is None
    shown = await thread.offers("Run")
    assert "Ready to run · 30 people" in said(shown)


async def test_the_demo_account_keeps_what_was_typed(office: Office) -> None:
    thread, view = await _inputs(office)
    await office.dana.click(view["id"], "connection_demo", values={URL_FIELD: GROUP_URL})
    await thread.shows("1 thing to add")
    now = await office.until(
        lambda: next((v for v in office.dana.views() if COOKIE_FIELD not in fields(v)), None)
    )
    assert await office.dana.submit(now["id"], {}) is None
    await thread.offers("Run")


async def test_choosing_an_alternative_switches_the_fields(office: Office, plan_as: PlanAs) -> None:
    plan_as(LIKER)
    thread, view = await _inputs(office)
    assert "1:linkedinposturl" in fields(view)
    await office.dana.select(view["id"], "inputs_choose", block_id="choice:1:0", value="1")
    switched = await office.until(
        lambda: next((v for v in office.dana.views() if "1:linkedinprofileurl" in fields(v)), None)
    )
    assert "1:linkedinposturl" not in fields(switched)
    profile = "https://www.linkedin.com/in/somebody"
    assert await office.dana.submit(switched["id"], {"1:linkedinprofileurl": profile}) is None
    await thread.shows("1 thing to add")
    assert fields(await thread.opens("Inputs"))["1:linkedinprofileurl"] == profile


async def test_a_wired_input_can_be_overridden_and_taken_back(office: Office, plan_as: PlanAs) -> None:
    plan_as(GROUP, SCRAPER)
    thread, view = await _inputs(office)
    await press(office.dana, view["id"], buttons(view)["Change"])
    opened = await office.until(
        lambda: next((v for v in office.dana.views() if "2:linkedinprofileurl" in fields(v)), None)
    )
    mine = "https://www.linkedin.com/in/somebody"
    given = {"2:linkedinprofileurl": mine, URL_FIELD: GROUP_URL}
    assert await office.dana.submit(opened["id"], given) is None
    await thread.shows("1 thing to add")
    again = await thread.opens("Inputs")
    assert fields(again)["2:linkedinprofileurl"] == mine
    assert await office.dana.submit(again["id"], {"2:linkedinprofileurl": ""}) is None
    await office.sandbox.idle()
    back = await thread.opens("Inputs")
    assert "2:linkedinprofileurl" not in fields(back)
    assert "from step 1" in said(back)


@pytest.mark.long
async def test_more_than_eight_fields_are_asked_step_by_step_and_each_is_kept(
    office: Office, plan_as: PlanAs
) -> None:
    plan_as(
        "Slack Channel User Extractor.js",
        "LinkedIn Auto Commenter.js",
        "LinkedIn Group Member Message Sender.js",
        "LinkedIn Event Inviter.js",
        "LinkedIn Join Group Inviter.js",
        "LinkedIn Company Page Inviter.js",
        "LinkedIn Auto Poster.js",
    )
    thread, view = await _inputs(office)
    assert {name for name in fields(view) if name[0].isdigit()} == set(SLACK_STEP)
    assert "account:slack:slackdsessioncookie" in fields(view)
    assert view["submit"]["text"] == "Next"
    assert await office.dana.submit(view["id"], SLACK_STEP) is None
    second = office.dana.views()[-1]
    assert second["id"] == view["id"]
    assert [name for name in fields(second) if name[0].isdigit()] == ["2:linkedinposturl", "2:commenttopost"]
    await office.dana.close(second["id"])
    reopened = await thread.opens("Inputs")
    assert fields(reopened)["1:slackworkspaceurl"] == SLACK_STEP["1:slackworkspaceurl"]


async def test_a_real_looking_cookie_is_declined_in_the_sandbox(office: Office) -> None:
    _, view = await _inputs(office)
    wrong = await office.dana.submit(
        view["id"], {COOKIE_FIELD: COOKIE, AGENT_FIELD: AGENT, URL_FIELD: GROUP_URL}
    )
    assert "sandbox" in (wrong or {})[COOKIE_FIELD]
    assert await office.services.connections.of(_actor(office.dana.id)) == {}


async def test_half_an_account_is_told_at_the_missing_field(office: Office) -> None:
    _, view = await _inputs(office)
    wrong = await office.dana.submit(view["id"], {AGENT_FIELD: AGENT, URL_FIELD: GROUP_URL})
    assert list(wrong or {}) == [COOKIE_FIELD]


async def test_an_admin_cannot_set_the_owners_account(office: Office) -> None:
    await _disconnect(office)
    thread = await office.says("@Leadsmith find 20 CTOs in Oslo", channel="sales")
    await thread.click("Approve", office.max)
    view = await thread.opens("Inputs", office.max)
    assert not [block for block in fields(view) if block.startswith("account:")]
    assert f"<@{office.dana.id}> still has to set their LinkedIn account." in said(view)
    assert "Use the demo account" not in buttons(view)


async def test_a_stranger_cannot_open_inputs(office: Office) -> None:
    await _disconnect(office)
    thread = await office.says("@Leadsmith find 20 CTOs in Lima", channel="sales")
    await thread.click("Approve")
    await thread.offers("Inputs")
    told = await office.whisper(office.sam, lambda: thread.click("Inputs", office.sam), "sales")
    assert "Only" in told
    assert office.sam.views() == []


@pytest.mark.long
async def test_inputs_of_a_started_run_stand(office: Office) -> None:
    thread = await office.plan()
    card = await thread.ready()
    await thread.click("Run")
    await thread.offers("Run again")
    office.dana.channel().messages.put(card)
    told = await office.whisper(office.dana, lambda: thread.click("Change inputs"))
    assert told.startswith("That run has started")
