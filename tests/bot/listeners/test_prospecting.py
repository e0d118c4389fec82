"""In Slack, from “find customers like ours” to contacts: each step has its button."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import httpx2
import pytest

from agent.roles import Actor
from bot.sandbox import Person
from bot.sandbox.identity import TEAM_ID
from tests.lookalikes import CUSTOMERS, LOST, SmallWeb, small_web
from tests.support import Message, Office, Thread, buttons, fields, office_at, press, said

pytestmark = pytest.mark.long
LISTED = ", ".join(CUSTOMERS)
GOOD = {
    "website": "mine.example",
    "customers": LISTED,
    "lost": "\n".join(f"{domain} – too expensive" for domain in LOST),
}


@pytest.fixture(scope="module")
async def lookalikes(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Office, SmallWeb]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("agent.durable.POLL_SECONDS", 0.15)
        async with small_web() as web, httpx2.AsyncClient() as http:
            folder = tmp_path_factory.mktemp("lookalikes")
            async with office_at(folder, parts=web.parts(http)) as office:
                yield office, web


@pytest.fixture
def place(lookalikes: tuple[Office, SmallWeb]) -> Office:
    """The office, with no modal left open."""
    office, _ = lookalikes
    for user in office.sandbox.slack.users:
        office.sandbox.slack.views.clear(user)
    office.sandbox.violations.clear()
    return office


async def told(
    office: Office, text: str = "find customers like ours", person: Person | None = None
) -> Thread:
    """A thread with a search that waits to be confirmed."""
    thread = await office.says(text, person)
    view = await thread.opens("Tell me about them")
    assert await thread.person.submit(view["id"], GOOD) is None
    await thread.offers("Confirm")
    return thread


async def test_from_words_to_contacts(place: Office):
    thread = await told(place)
    await thread.shows("Best customers", "customer1.example", "Nothing is read before you confirm")
    await thread.click("Confirm")
    await thread.offers("Run enrichment")
    await thread.shows("Customers like", "Logistics software")
    await thread.shows("Listed 12 lookalikes, each with why.")
    await thread.click("Run enrichment")
    await thread.shows("All done. 12 companies")
    await thread.shows("12 contacts at 12 companies, 6 with a verified e-mail.")
    texts = [message["text"] for message in thread.messages]
    told_of = ("Noted", "Confirmed", "Read ", "Listed", "Finding", "10 companies", "All done")
    milestones = [text for text in texts if text.startswith(told_of)]
    assert [next(word for word in told_of if text.startswith(word)) for text in milestones] == list(told_of)
    assert "I know the sites" in milestones[0], "what is reached together is told together"
    assert "The next 2 go on" in milestones[5]
    leads = await place.says("show my leads at Alike02")
    await leads.shows("Ada alike02")
    assert place.sandbox.violations == []


async def test_what_is_wrong_is_said_at_its_field_and_kept(place: Office):
    thread = await place.says(f"find customers like these: {', '.join(CUSTOMERS[:3])}")
    view = await thread.opens("Tell me about them")
    assert fields(view)["customers"] == ", ".join(CUSTOMERS[:3])
    values = {"website": "linkedin.com", "customers": ", ".join(CUSTOMERS[:3]), "lost": LOST[0]}
    answer = await thread.person.submit(view["id"], values)
    assert answer is not None
    assert set(answer) == {"website", "customers", "lost"}
    assert "I need 5 to 15: 2 more" in answer["customers"]


async def test_the_profile_is_shown_with_its_evidence_and_changed_by_hand(place: Office):
    thread = await told(place)
    await thread.click("Confirm")
    await thread.offers("Run enrichment")
    view = await thread.opens("Profile")
    assert fields(view)["industry"] == "Logistics software"
    assert "6 of 6" in said(view)
    assert await thread.person.submit(view["id"], {"industry": "Bakery", "buyer": ""}) is None
    await thread.shows("Bakery")
    companies = await thread.opens("All companies")
    assert "source" in said(companies)
    again = await thread.opens("Profile")
    assert "by hand" in said(again)
    too_much = "\n".join(f"Trade {n}" for n in range(16))
    answer = await thread.person.submit(again["id"], {"industry": too_much})
    assert answer is not None
    assert "at most 15" in answer["industry"]


async def test_a_search_is_cancelled_and_started_once_more(place: Office):
    thread = await told(place)
    await thread.click("Cancel")
    await thread.shows("Cancelled by <@U0DANAREP1>")
    view = await thread.opens("Start another")
    assert fields(view)["website"] == "mine.example"
    assert "customer1.example" in str(fields(view)["customers"])


@pytest.fixture
def slow(lookalikes: tuple[Office, SmallWeb]) -> Iterator[None]:
    """Sites take their time."""
    lookalikes[1].delay = 0.5
    yield
    lookalikes[1].delay = 0.0


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize("how", ["in its thread", "in the conversation", "by the button"])
async def test_a_search_that_works_is_stopped(place: Office, how: str):
    thread = await told(place)
    await thread.click("Confirm")
    await thread.shows("sites of your customers")
    if how == "by the button":
        await place.dana.stop(thread.ts)
    else:
        await place.dana.send("stop the search", thread_ts=thread.ts if "thread" in how else None)
    await thread.shows("Cancelled by <@U0DANAREP1>", "What was found is kept")


async def test_a_search_that_waits_is_stopped_only_in_its_thread(place: Office):
    thread = await told(place)
    elsewhere = await place.says("stop")
    await elsewhere.shows("Decisions are made with the buttons")
    await thread.offers("Confirm")
    await place.dana.send("stop", thread_ts=thread.ts)
    await thread.shows("Cancelled by <@U0DANAREP1>")


async def test_a_search_begun_at_home_is_stopped_in_the_thread_of_its_card(place: Office):
    await place.max.command("/leadsmith", "icp")
    form = (await place.until(place.max.views))[-1]
    assert await place.max.submit(form["id"], GOOD) is None
    card = await place.until(
        lambda: next((m for m in place.max.channel().messages.values() if "Confirm" in buttons(m)), None)
    )
    await place.sandbox.idle()  # what Slack answered is kept a moment later
    await place.max.send("cancel the search", thread_ts=card["ts"])
    await place.until(lambda: "Cancelled by" in said(place.max.channel().messages.get(card["ts"])))


async def test_where_its_channel_is_archived_the_rest_is_told_to_its_owner(place: Office):
    dana, prospecting = place.dana, place.services.prospecting
    assert prospecting is not None
    thread = await place.says("@Leadsmith find customers like ours", channel="sales")
    view = await thread.opens("Tell me about them")
    assert await dana.submit(view["id"], GOOD) is None
    await thread.offers("Confirm")
    await thread.shows("Noted 6 customers")
    asked = (await prospecting.of(Actor(TEAM_ID, dana.id)))[0]
    before = {message["ts"] for message in dana.messages()}

    def new() -> list[Message]:
        return [message for message in dana.messages() if message["ts"] not in before]

    await dana.archive("sales")
    try:
        await prospecting.confirm(Actor(TEAM_ID, dana.id), asked.id)
        await place.until(lambda: any("Listed 12" in each["text"] for each in new()))
    finally:
        await dana.unarchive("sales")
    card, *told = new()
    assert card["text"].startswith("Customers like")
    assert {each["thread_ts"] for each in told} == {card["ts"]}
    assert [each["text"].split()[0] for each in told] == ["Confirmed.", "Read", "Listed"]
    offer = told[-1]["ts"]
    await press(dana, offer, buttons(told[-1])["Run enrichment"])
    await place.until(lambda: not buttons(dana.channel().messages.get(offer)))
    await thread.shows("All done.")


async def test_the_command_and_home_open_the_window_and_it_begins_a_thread_of_its_own(place: Office):
    view = await place.home(place.max, "Customers like yours")
    await press(place.max, view["id"], buttons(view)["Find customers like ours"])
    form = (await place.until(place.max.views))[-1]
    assert form["callback_id"] == "icp_form"
    assert await place.max.submit(form["id"], GOOD) is None
    await place.home(place.max, "Waits for you to confirm")
    place.sandbox.slack.views.clear(place.max.id)
    await place.max.command("/leadsmith", "icp")
    again = (await place.until(place.max.views))[-1]
    assert fields(again)["website"] == "mine.example", "as it was told last"
