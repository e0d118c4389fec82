"""Contact providers in the settings: for who settles things, keys checked before they are kept."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from agent.errors import NotAllowedError
from agent.market.providers.server import ProviderServer, Trouble
from agent.roles import Actor, Role
from tests.support import Message, Office, buttons, office_at, press, said

pytestmark = pytest.mark.long

TEAM = "T0SANDBOX1"
ADMIN = Actor(TEAM, "U0OPERATOR", Role.ADMIN)
KEY = "planted-provider-key-0123456789"
FIELD = "account:provider:hunter:key"


@pytest.fixture(scope="module")
async def server() -> AsyncIterator[ProviderServer]:
    async with ProviderServer() as running:
        yield running


@pytest.fixture(scope="module")
async def shared(server: ProviderServer, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Office]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("agent.durable.POLL_SECONDS", 0.15)
        async with office_at(tmp_path_factory.mktemp("office"), provider_urls=server.urls) as office:
            yield office


async def shows(office: Office, *words: str) -> Message:
    """Max's modal on top, once it says all of this."""

    def look() -> Message | None:
        views = office.max.views()
        return views[-1] if views and all(word in said(views[-1]) for word in words) else None

    return await office.until(look)


async def click(office: Office, view: Message, action: str, value: str) -> None:
    await office.max.click(view["id"], action, value=value)


async def opened(office: Office) -> Message:
    home = await office.home(office.max, "Settings")
    await press(office.max, home["id"], buttons(home)["Settings"])
    settings = await shows(office, "Who is asked for e-mails")
    await press(office.max, settings["id"], buttons(settings)["Contact providers"])
    return await shows(office, "Asked from top to bottom")


async def test_a_key_is_checked_before_it_is_kept_and_never_seen_again(
    office: Office, server: ProviderServer
) -> None:
    view = await opened(office)
    await click(office, view, "provider_key", "hunter")
    form = await shows(office, "Hunter is asked whether the key is good")
    wrong = await office.max.submit(form["id"], {FIELD: KEY})
    assert wrong == {FIELD: "Hunter did not accept the key."}
    server.troubles["hunter"] = Trouble(500, "{}")
    wrong = await office.max.submit(form["id"], {FIELD: KEY})
    assert "could not check" in (wrong or {})[FIELD]
    server.troubles["hunter"] = Trouble(seconds=3)
    wrong = await office.max.submit(form["id"], {FIELD: KEY})
    assert "in time" in (wrong or {})[FIELD]
    server.troubles.clear()
    await office.max.submit(form["id"], {FIELD: "demo"})
    await shows(office, "Hunter accepted the key")
    assert KEY not in office.everything()
    page = await office.services.vendors.page(ADMIN)
    assert [line.has_key for line in page.lines if line.kind.name == "hunter"] == [True]


async def test_a_key_is_removed_twice_without_harm(office: Office) -> None:
    await office.services.vendors.use_demo(ADMIN)
    view = await opened(office)
    await click(office, view, "provider_remove", "hunter")
    await shows(office, "no key: not asked")
    await office.services.vendors.remove(ADMIN, "hunter")


async def test_the_order_is_changed_and_a_provider_skipped(office: Office) -> None:
    view = await opened(office)
    await click(office, view, "provider_up", "serper")
    view = await shows(office, "3. Serper")
    await click(office, view, "provider_skip", "snov")
    view = await shows(office, "skipped in this workspace")
    await click(office, view, "provider_use", "snov")
    await office.until(lambda: "skipped in this" not in said(office.max.views()[-1]) or None)
    await office.services.vendors.shift(ADMIN, "serper", 1)


async def test_who_settles_nothing_sees_nothing(office: Office) -> None:
    assert "Settings" not in buttons(await office.home(office.dana))
    dana, vendors = Actor(TEAM, office.dana.id), office.services.vendors
    for act in (
        vendors.page(dana),
        vendors.use_demo(dana),
        vendors.remove(dana, "hunter"),
        vendors.undo(dana),
    ):
        with pytest.raises(NotAllowedError, match="Only an admin"):
            await act
