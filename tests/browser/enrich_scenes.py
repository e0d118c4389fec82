"""Walks through finding contacts: asked, stopped, done; providers with their keys, order and ledger."""

from __future__ import annotations

from playwright.async_api import expect

from tests.browser.visitor import Visitor

ADA = "find the e-mail of Ada Lovelace at Acme"
GOAL = "find 20 saas marketing managers in berlin"
MISSING = "get e-mails for my leads without one"
LONG = 90_000
"""Milliseconds that a search may take on a machine that has other things to do."""


async def open_providers(visitor: Visitor) -> None:
    await visitor.page.click('[data-user-switch="manager"]')
    await visitor.tab("home")
    await visitor.press("settings_open")
    await visitor.press("providers_open")
    await visitor.reads("Asked from top to bottom", "#modal")


async def open_sources(visitor: Visitor) -> None:
    await visitor.page.click('[data-user-switch="manager"]')
    await visitor.tab("home")
    await visitor.press("settings_open")
    await visitor.press("sources_open")
    await visitor.reads("Asked for companies like your best customers", "#modal")


async def set_demo_keys(visitor: Visitor) -> None:
    await open_providers(visitor)
    await visitor.press("provider_demo")
    await visitor.reads("a demo key is set", "#modal")
    await expect(visitor.action("provider_demo")).to_have_count(0)


async def close_both(visitor: Visitor) -> None:
    """Close the window of the providers, then the settings below it."""
    await visitor.page.click("#modal-close")
    await visitor.reads("Who may approve a plan?", "#modal")
    await visitor.close()


async def find_leads(dana: Visitor) -> None:
    await dana.page.click('[data-user-switch="rep"]')
    await dana.ready(GOAL)
    await dana.press("run_start")
    await dana.offered("run_again")


async def find_somebodys_email(dana: Visitor) -> None:
    await dana.say(ADA)
    await dana.reads("Nothing counts as verified")
    await dana.press("contact_decline")
    await dana.reads("I'm not looking for Ada Lovelace")
    await set_demo_keys(dana)
    await close_both(dana)
    await dana.page.click('[data-user-switch="rep"]')
    await dana.tab("messages")
    await dana.say(ADA)
    await dana.reads("It costs at most")
    await dana.press("contact_start")
    await dana.reads("1 verified e-mail for 1 lead", ms=LONG)
    await dana.reads("ada.lovelace@acme.example")


async def stop_looking(dana: Visitor) -> None:
    await set_demo_keys(dana)
    await close_both(dana)
    await find_leads(dana)
    await dana.say(MISSING)
    await dana.press("contact_start")
    await dana.reads("Looking for e-mails")
    await dana.press("contact_stop")
    await dana.reads("not looked for; what was found is kept")
    await expect(dana.action("contact_stop")).to_have_count(0)


async def settle_who_is_asked(dana: Visitor) -> None:
    await open_providers(dana)
    await dana.press("provider_key")
    await dana.reads("ZeroBounce key", "#modal")
    await dana.field("account:provider:zerobounce:key").fill("wrong")
    await dana.page.click("#modal-submit")
    await dana.reads("ZeroBounce did not accept the key", "#modal")
    await dana.field("account:provider:zerobounce:key").fill("demo")
    await dana.page.click("#modal-submit")
    await dana.reads("ZeroBounce accepted the key", "#modal")
    await dana.press("provider_back")
    await dana.reads("key set", "#modal")
    await dana.press("provider_demo")
    await dana.press("provider_remove")
    await dana.reads("no key: nothing counts as verified", "#modal")
    await dana.press("provider_down")
    await dana.press("provider_up")
    await dana.press("provider_skip")
    await dana.reads("skipped in this workspace", "#modal")
    await dana.press("provider_use")
    await expect(dana.action("provider_use")).to_have_count(0)
    await dana.press("provider_ledger")
    await dana.reads("Nothing was asked yet", "#modal")


async def take_a_cheaper_order(dana: Visitor) -> None:
    await set_demo_keys(dana)
    await close_both(dana)
    await find_leads(dana)
    await dana.say(MISSING)
    await dana.press("contact_start")
    await dana.reads("Done:", ms=LONG)
    await open_providers(dana)
    await dana.press("provider_ledger")
    await dana.reads("a verified e-mail", "#modal")
    await dana.press("provider_order")
    await dana.reads("The suggested order is in use", "#modal")
    await dana.press("provider_undo")
    await dana.offered("provider_order")


PLAYED = (
    (find_somebodys_email, frozenset({"contact_start", "contact_decline", "providers_open"})),
    (stop_looking, frozenset({"contact_stop"})),
    (
        settle_who_is_asked,
        frozenset(
            {
                "provider_key",
                "provider_back",
                "provider_demo",
                "provider_remove",
                "provider_up",
                "provider_down",
                "provider_skip",
                "provider_use",
                "provider_ledger",
            }
        ),
    ),
    (take_a_cheaper_order, frozenset({"provider_order", "provider_undo"})),
)
"""Each walk, and the actions that it clicks."""
