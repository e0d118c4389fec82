"""Walks through a search for customers like one's own, over a small web."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2

from agent.prospecting.parts import Parts
from tests.browser.visitor import Visitor
from tests.lookalikes import CUSTOMERS, LOST, Text, small_web

PICTURES = os.environ.get("LEADSMITH_PICTURES", "")
"""Where pictures of a walk are put, if anywhere."""
LONG = 90_000
"""Milliseconds that a search may take on a machine that has other things to do."""


@asynccontextmanager
async def lookalikes() -> AsyncIterator[Parts[Text]]:
    """Whoever reads, finds and scores over a small web of the walk's own."""
    async with small_web() as web, httpx2.AsyncClient() as http:
        yield web.parts(http)


async def picture(dana: Visitor, name: str) -> None:
    if PICTURES:
        await dana.page.screenshot(path=f"{PICTURES}/icp-{name}.png")


async def tell(dana: Visitor) -> None:
    """Fill in the window with customers, and first with too few of them."""
    await dana.field("website").fill("mine.example")
    await dana.field("customers").fill("\n".join(CUSTOMERS[:3]))
    await dana.page.click("#modal-submit")
    await dana.reads("I need 5 to 15", "#modal")
    await picture(dana, "errors")
    await dana.field("customers").fill("\n".join(CUSTOMERS))
    await dana.field("lost").fill("\n".join(f"{domain} – too expensive" for domain in LOST))
    await picture(dana, "intake")
    await dana.submit()


async def from_customers_to_contacts(dana: Visitor) -> None:
    await dana.tab("messages")
    await dana.say("find customers like ours")
    await dana.press("icp_new")
    await tell(dana)
    await dana.offered("icp_confirm")
    await picture(dana, "confirm")
    await dana.press("icp_confirm")
    await dana.action("icp_enrich").wait_for(timeout=LONG)
    await picture(dana, "found")
    await dana.press("icp_profile")
    await dana.reads("6 of 6", "#modal")
    await picture(dana, "profile")
    await dana.field("technology").fill("SAP")
    await dana.submit()
    await dana.press("icp_companies")
    await dana.reads("Alike00", "#modal")
    await picture(dana, "companies")
    await dana.close()
    await dana.press("icp_enrich")
    await dana.reads("All done. 12 companies", ms=LONG)
    await picture(dana, "done")


async def change_ones_mind_about_customers(dana: Visitor) -> None:
    await dana.tab("messages")
    await dana.say("find lookalikes")
    await dana.press("icp_new")
    await tell(dana)
    await dana.press("icp_cancel")
    await dana.reads("Cancelled by")
    await picture(dana, "cancelled")
    await dana.press("icp_again")
    await dana.submit()
    await dana.offered("icp_confirm")


PLAYED = (
    (
        from_customers_to_contacts,
        frozenset({"icp_new", "icp_confirm", "icp_enrich", "icp_profile", "icp_companies"}),
    ),
    (change_ones_mind_about_customers, frozenset({"icp_new", "icp_cancel", "icp_again"})),
)
"""Walks, and what they click; each needs `lookalikes`."""
