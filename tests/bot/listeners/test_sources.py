"""Sources of companies in the settings: a list that is uploaded, and keys of web searches."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from agent.market.providers.server import ProviderServer
from bot.finding import in_market
from tests.support import Message, Office, buttons, office_at, press, said

pytestmark = pytest.mark.long
KEY = "account:provider:brave:key"
COMPANIES = (
    b"Company,Website,Branch\nAcme,https://acme.example/,Logistics\nGlobex,globex.example,Software\nX,,\n"
)


@pytest.fixture
async def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Office]:
    monkeypatch.setattr("agent.durable.POLL_SECONDS", 0.15)
    async with (
        ProviderServer() as vendors,
        office_at(tmp_path, parts=in_market(1), provider_urls=vendors.urls) as office,
    ):
        yield office


async def shows(office: Office, *words: str) -> Message:
    """Max's modal on top, once it says all of this."""

    def look() -> Message | None:
        views = office.max.views()
        return views[-1] if views and all(word in said(views[-1]) for word in words) else None

    return await office.until(look)


async def test_a_list_is_uploaded_and_a_key_is_checked(place: Office):
    home = await place.home(place.max, "Settings")
    await press(place.max, home["id"], buttons(home)["Settings"])
    settings = await shows(place, "Where companies like your customers are searched for")
    await press(place.max, settings["id"], buttons(settings)["Search sources"])
    view = await shows(place, "The market's directory", "needs no key", "no list yet", "no key: not asked")
    await press(place.max, view["id"], buttons(view)["Upload a list"])
    form = await shows(place, "A CSV with a line for each company")
    picture = await place.max.submit(form["id"], {"file": [("logo.png", b"x")]})
    assert picture == {"file": "Choose a CSV or TSV file."}
    nothing = await place.max.submit(form["id"], {"file": [("people.csv", b"Name,Age\nAda,36\n")]})
    assert nothing is not None
    assert "a company's own site" in nothing["file"]
    assert await place.max.submit(form["id"], {"file": [("companies.csv", COMPANIES)]}) is None
    view = await shows(place, "companies.csv · 2 companies · left out, without a site: 1")
    assert await place.services.lists.of("T0SANDBOX1") != ()
    await press(place.max, view["id"], buttons(view)["Remove the list"])
    view = await shows(place, "no list yet")
    await press(place.max, view["id"], buttons(view)["Set key"])
    form = await shows(place, "Brave Search is asked whether the key is good")
    wrong = await place.max.submit(form["id"], {KEY: "wrong"})
    assert wrong == {KEY: "Brave Search does not accept the key."}
    assert await place.max.submit(form["id"], {KEY: "demo"}) is None
    saved = await shows(place, "Brave Search accepted the key")
    await press(place.max, saved["id"], buttons(saved)["Back to the sources"])
    view = await shows(place, "Brave Search", "key set")
    await press(place.max, view["id"], buttons(view)["Remove key"])
    await shows(place, "no key: not asked")
    assert place.sandbox.violations == []
