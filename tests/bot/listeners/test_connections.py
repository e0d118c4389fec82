"""Accounts: set, replaced, removed, and what the sandbox declines."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from agent.planner.catalogue import catalogue
from agent.planner.phantom import Account
from agent.roles import Actor
from bot.views.blocks import Block
from tests.support import AGENT, Office, buttons, press, said

pytestmark = pytest.mark.long

COOKIE_FIELD, AGENT_FIELD = "account:linkedin:linkedinliatsessioncookie", "account:linkedin:useragent"
SET = "●  LinkedIn account"
DANA = Actor("T0SANDBOX1", "U0DANAREP1")


@pytest.fixture
async def fresh(office: Office) -> AsyncIterator[Office]:
    """An office where Dana has no account."""
    for account in Account:
        await office.services.connections.remove(DANA, account.value)
    return office


async def _asks(office: Office, label: str = "Set") -> Block:
    """The modal behind the first such button of Dana's Home."""
    home = await office.home(office.dana, "Connections")
    await press(office.dana, home["id"], buttons_of(home, label))
    return (await office.until(office.dana.views))[-1]


def buttons_of(home: Block, label: str) -> Block:
    """The LinkedIn button with this label."""
    found = [
        element
        for block in home["blocks"]
        for element in (block.get("elements") or [block.get("accessory") or {}])
        if element.get("value") == "linkedin" and element.get("text", {}).get("text") == label
    ]
    return found[0]


async def test_home_says_that_nothing_is_set(fresh: Office) -> None:
    home = await fresh.home(fresh.dana, "○  LinkedIn account")
    assert said(home).count("not set") == 3


async def test_the_demo_account_is_set_with_one_click_and_home_says_so(fresh: Office) -> None:
    await _asks(fresh)
    view = await fresh.use_demo(fresh.dana)
    assert "The LinkedIn account is set." in said(view)
    home = await fresh.home(fresh.dana, SET, "the demo account")
    assert {"Replace", "Remove"} <= buttons(home).keys()


async def test_a_connection_can_be_removed_twice_without_harm(fresh: Office) -> None:
    await _asks(fresh)
    await fresh.use_demo(fresh.dana)
    home = await fresh.home(fresh.dana, SET)
    await press(fresh.dana, home["id"], buttons_of(home, "Remove"))
    await press(fresh.dana, home["id"], buttons_of(home, "Remove"))
    await fresh.home(fresh.dana, "○  LinkedIn account")
    assert await fresh.services.connections.of(DANA) == {}


@pytest.mark.parametrize("account", list(Account))
async def test_the_sandbox_declines_whatever_could_be_a_real_cookie(fresh: Office, account: Account) -> None:
    home = await fresh.home(fresh.dana, "Connections")
    await fresh.dana.click(home["id"], "connection_set", value=account.value)
    view = (await fresh.until(fresh.dana.views))[-1]
    examples = {f"account:{account.value}:{f.name}": f.example for f in catalogue().credentials(account)}
    wrong = await fresh.dana.submit(view["id"], examples) or {}
    assert any("sandbox" in sentence for sentence in wrong.values())
    assert await fresh.services.connections.of(DANA) == {}


async def test_a_malformed_cookie_is_told_at_its_field_and_not_repeated(fresh: Office) -> None:
    view = await _asks(fresh)
    wrong = await fresh.dana.submit(view["id"], {COOKIE_FIELD: "nonsense", AGENT_FIELD: AGENT})
    assert list(wrong or {}) == [COOKIE_FIELD]
    assert "nonsense" not in (wrong or {})[COOKIE_FIELD]


async def test_an_empty_form_sets_nothing(fresh: Office) -> None:
    view = await _asks(fresh)
    assert (await fresh.dana.submit(view["id"], {}) or {}).keys() == {COOKIE_FIELD, AGENT_FIELD}
    assert await fresh.services.connections.of(DANA) == {}
