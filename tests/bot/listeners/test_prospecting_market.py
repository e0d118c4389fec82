"""In Slack, over the fictional market: from “find customers like ours” to leads that are approved."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from agent.market.providers.server import ProviderServer
from agent.market.web.server import MarketServer
from agent.market.web.truth import truth
from agent.pages.resolver import FictionalResolver, nowhere
from agent.roles import Actor, Role
from bot.finding import in_market
from tests.support import Office, buttons, fields, office_at, press, said

pytestmark = [pytest.mark.soak, pytest.mark.timeout(300)]  # with fewer sites: in the browser
PATIENCE = 120


@pytest.fixture
async def place(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Office]:
    monkeypatch.setattr("agent.durable.POLL_SECONDS", 0.15)
    async with MarketServer(pace=0.02) as web, ProviderServer() as vendors:
        resolver = FictionalResolver(web.resolve, FictionalResolver(nowhere))
        parts, folder = in_market(web.port), tmp_path_factory.mktemp("market")
        async with office_at(folder, parts=parts, provider_urls=vendors.urls, resolver=resolver) as office:
            yield office


async def test_from_words_to_approved_leads(place: Office):
    workspace = str((await place.leadsmith.client.auth_test())["team_id"])
    await place.services.vendors.use_demo(Actor(workspace, place.max.id, Role.ADMIN))
    thread = await place.says("find customers like ours")
    view = await thread.opens("Tell me about them")
    assert "companies of the fictional market" in said(view)
    customers = str(fields(view)["customers"])
    assert len(customers.splitlines()) == 8, "an example stands there already"
    given = {"website": fields(view)["website"], "customers": customers}
    assert await place.dana.submit(view["id"], given) is None
    await thread.click("Confirm")
    await place.until(lambda: thread._with("Run enrichment"), PATIENCE)
    await thread.shows("Listed 50 lookalikes, each with why.")
    await thread.click("Run enrichment")
    await place.until(lambda: thread._with("Review"), PATIENCE)
    review = await thread.opens("Review")
    shown = said(review)
    await press(place.dana, review["id"], buttons(review)["Approve"])
    await place.until(lambda: "Approved:" in said(place.dana.views()[-1]))
    async with place.leadsmith.store.reading(workspace) as repos:
        leads = await repos.leads.latest(place.dana.id, 500)
        approved = [lead for lead in leads if lead.decision == "approved"]
        known = {fact.field: fact.value for fact in await repos.leads.facts(approved[0].id)}
    (lead,) = approved
    assert str(lead.name) in shown
    people = {each.name: each.email for each in truth(known["website"]).people}
    assert lead.email in {None, people[str(lead.name)]}
    await thread.shows("All done. 50 companies", seconds=PATIENCE)
    assert place.sandbox.violations == []
