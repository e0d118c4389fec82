"""Contact searches in Slack: the card's buttons, its ticks, its end."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from agent.market.providers.server import ProviderServer
from agent.roles import Actor, Role
from tests.support import Message, Office, Thread, buttons, office_at, said

pytestmark = pytest.mark.long

TEAM = "T0SANDBOX1"
ADMIN = Actor(TEAM, "U0OPERATOR", Role.ADMIN)
ADA = "find the e-mail of Ada Lovelace at Acme"


@pytest.fixture(scope="module")
async def server() -> AsyncIterator[ProviderServer]:
    async with ProviderServer() as running:
        yield running


@pytest.fixture(scope="module")
async def shared(server: ProviderServer, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Office]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("agent.durable.POLL_SECONDS", 0.15)
        folder = tmp_path_factory.mktemp("office")
        async with office_at(folder, provider_urls=server.urls) as office:
            await office.services.vendors.use_demo(ADMIN)
            yield office


@pytest.fixture(autouse=True)
def at_their_best(server: ProviderServer) -> None:
    """No vendor is in trouble, and none is slow."""
    server.troubles.clear()
    server.seconds = 0.0


async def card_of(thread: Thread) -> Message:
    return await thread.offers("Find e-mails")


async def test_nothing_is_looked_for_before_it_is_confirmed(office: Office) -> None:
    thread = await office.says(ADA)
    card = await card_of(thread)
    assert "Find the work e-mail of Ada Lovelace at Acme?" in said(card)
    assert "at most *$0.32*" in said(card)
    assert "confirm" in buttons(card)["Find e-mails"]
    await thread.click("Cancel")
    assert "Find e-mails" not in buttons(await thread.shows("I'm not looking for Ada Lovelace"))


async def test_somebodys_email_is_found_with_its_source(office: Office) -> None:
    thread = await office.says(ADA)
    await thread.click("Find e-mails")
    done = await thread.shows("Done: 1 verified e-mail for 1 lead.")
    assert "ada.lovelace@acme.example" in said(done)
    assert "Hunter" in said(done)
    assert not buttons(done)


async def test_a_click_that_slack_delivers_twice_is_one(office: Office, server: ProviderServer) -> None:
    before = server.asked.total()
    office.sandbox.faults.copies = 2
    thread = await office.says("find the e-mail of Alan Turing at Bombe")
    await thread.click("Find e-mails")
    await thread.shows("Done:")
    office.sandbox.faults.copies = 1
    asked = [count for (_, what), count in server.asked.items() if "Turing" in what or "turing" in what]
    assert server.asked.total() > before
    assert set(asked) == {1}


async def test_only_who_asked_decides(office: Office) -> None:
    thread = await office.says("@Leadsmith find the e-mail of Grace Hopper at Cobol", channel="sales")
    await card_of(thread)
    told = await office.whisper(office.sam, lambda: thread.click("Find e-mails", office.sam), "sales")
    assert "Only" in told


async def test_leads_without_an_email_get_theirs_live_until_somebody_stops_it(
    office: Office, server: ProviderServer
) -> None:
    run = await office.plan("find 12 saas marketing managers in berlin")
    await run.finished()
    server.seconds = 0.1
    thread = await office.says("get e-mails for my leads without one")
    card = await card_of(thread)
    assert "leads?" in said(card)
    await thread.click("Find e-mails")
    await thread.shows("Looking for e-mails")
    await thread.click("Stop")
    stopped = await thread.shows("Stopped by", "what was found is kept")
    assert not buttons(stopped)


async def test_stop_in_words_stops_it(office: Office, server: ProviderServer) -> None:
    server.seconds = 0.3
    thread = await office.says("find the e-mail of Ada Byron at Analytical")
    await thread.click("Find e-mails")
    await thread.shows("Looking for e-mails")
    await office.dana.send("stop", thread_ts=thread.ts)
    await thread.shows("Stopped by")
    await office.sandbox.idle()
    assert not any("Nothing of it was run" in message["text"] for message in thread.messages)


async def test_a_company_whose_website_nobody_knows_is_asked_about(
    office: Office, server: ProviderServer
) -> None:
    await office.services.vendors.page(ADMIN)
    for name in ("hunter", "apollo", "serper", "snov", "prospeo"):
        await office.services.vendors.skip(ADMIN, name, skip=True)
    thread = await office.says("find the e-mail of Emmy Noether at Ring Theory")
    await thread.click("Find e-mails")
    await thread.shows("Write the company's website instead of its name")
    for name in ("hunter", "apollo", "serper", "snov", "prospeo"):
        await office.services.vendors.skip(ADMIN, name, skip=False)
    assert not any("Noether" in what for _, what in server.asked)


async def test_when_every_lead_has_one_there_is_nothing_to_do(office: Office) -> None:
    thread = await office.says("get e-mails for my leads without one", office.max)
    await thread.shows("Each of your leads has an e-mail, or was looked for in the last 7 days.")
