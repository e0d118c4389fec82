"""Pictures of the road from one's best customers to approved leads, and of what it is done with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from tests.browser import import_scenes
from tests.browser.enrich_scenes import close_both, open_providers, open_sources
from tests.browser.visitor import Visitor

LONG = 400_000
"""Milliseconds that reading a hundred sites may take on a machine that has other things to do."""
_CARD = "#thread-content .message:has([data-action-id='icp_companies'])"
Picture = Callable[[Visitor, str], Awaitable[None]]


async def customers_like_ours(dana: Visitor, picture: Picture) -> None:
    """From the window to the review, then the list of sources and the ledger."""
    await dana.tab("messages")
    await dana.say("find customers like ours")
    await dana.press("icp_new")
    await dana.reads("companies of the fictional market", "#modal")
    await picture(dana, "customers-window")
    await dana.submit()
    await dana.press("icp_confirm")
    await dana.reads("sites of companies like them", ms=LONG)
    await picture(dana, "customers-reading")
    await dana.action("icp_enrich").wait_for(timeout=LONG)
    await dana.page.locator(_CARD).evaluate("card => card.scrollIntoView()")
    await picture(dana, "customers-list")
    await dana.action("icp_enrich").click()
    await picture(dana, "customers-price")
    await dana.page.click("#confirm-confirm")
    await dana.action("review_open").wait_for(timeout=LONG)
    await dana.page.locator(_CARD).evaluate("card => card.scrollIntoView()")
    await picture(dana, "customers-found")
    await dana.reads("All done.", ms=LONG)
    await dana.page.wait_for_timeout(1_500)
    await dana.press("review_open")
    await dana.reads("1 of", "#modal")
    await picture(dana, "review")
    await dana.press("review_approve")
    await dana.reads("Approved:", "#modal")
    await dana.close()
    await dana.say("show my approved leads")
    await dana.action("lead_open").or_(dana.action("lead_pick")).first.wait_for()
    await dana.action("lead_pick").select_option(index=1)
    await dana.reads("History", "#modal")
    await picture(dana, "lead")
    await dana.close()
    await _settings(dana, picture)


async def _settings(dana: Visitor, picture: Picture) -> None:
    await open_sources(dana)
    await picture(dana, "sources")
    await close_both(dana)
    await open_providers(dana)
    await picture(dana, "providers")
    await dana.press("provider_ledger")
    await dana.press("provider_table")
    await dana.reads("The table is in our conversation", "#modal")
    await close_both(dana)
    await dana.tab("messages")
    await dana.reads("Cents a verified e-mail", "#content")
    await picture(dana, "ledger")


async def a_list_and_a_research(dana: Visitor, picture: Picture) -> None:
    """A list that is imported, and a site that is read."""
    await import_scenes.send(dana, import_scenes.SMALL)
    await picture(dana, "import")
    await dana.say("research acme.example")
    await dana.reads("Data quality")
    await picture(dana, "research")
