"""The whole road over the fictional market: from “find customers like ours” to approved leads."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.browser.visitor import Visitor

LONG = 180_000
"""Milliseconds that reading a hundred sites may take on a machine that has other things to do."""
TRY = {"equipped": True, "pace": 0.02}
"""As in `try`, but for the patience with slow pages."""


@asynccontextmanager
async def fewer_sites() -> AsyncIterator[None]:
    """A search that reads 16 candidates, not 110: a browser scene is to take less than a minute."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("agent.prospecting.wishing.SPARE", 0.32)
        yield


async def from_customers_to_approved_leads(dana: Visitor) -> None:
    await dana.page.get_by_role("button", name="Find customers like ours").click()
    await dana.press("icp_new")
    await dana.reads("companies of the fictional market", "#modal")
    await dana.submit()
    await dana.press("icp_confirm")
    await dana.action("icp_enrich").wait_for(timeout=LONG)
    await dana.reads("simulated here, with demo keys")
    await dana.press("icp_companies")
    await dana.reads("fit", "#modal")
    await dana.close()
    await dana.action("icp_enrich").click()
    await dana.reads("At most $", "#confirm")
    await dana.reads("up to 3 people at each of", "#confirm")
    await dana.page.click("#confirm-confirm")
    dana.pressed.add("icp_enrich")
    await dana.action("review_open").wait_for(timeout=LONG)
    # The card follows the work: a click must not fall into its next change.
    await dana.reads("All done.", ms=LONG)
    await dana.page.wait_for_timeout(1_500)
    await dana.press("review_open")
    await dana.reads("1 of", "#modal")
    await dana.reads("@", "#modal")
    await dana.press("review_approve")
    await dana.reads("Approved:", "#modal")
    await dana.close()
    await dana.say("show my approved leads")
    await dana.reads("1 lead approved in review, 1 with an e-mail.")
    await dana.action("lead_pick").select_option(index=1)
    await dana.reads("Email verified", "#modal")


PLAYED = ((from_customers_to_approved_leads, frozenset({"icp_new", "icp_confirm", "icp_enrich"})),)
"""Walks, and what they click; each needs the settings of `TRY`, and `fewer_sites`."""
