"""A walk to the link by which a search is followed elsewhere, and a browser that follows it."""

from __future__ import annotations

from typing import Any

from tests.browser.icp_scenes import picture, tell
from tests.browser.visitor import Visitor

FOLLOW = """url => {
  window.told = [];
  const stream = window.stream = new EventSource(url);
  const take = event => told.push([event.lastEventId, JSON.parse(event.data)]);
  stream.onmessage = take;
  stream.addEventListener("end", event => { take(event); stream.close(); });
}"""


async def link_of(dana: Visitor) -> str:
    """Open the menu of the search's card, and read the link in its window."""
    await dana.page.locator("#thread-content [data-menu]:visible").last.click()
    await dana.press("icp_follow")
    await dana.reads("Good until", "#modal")
    await picture(dana, "follow")
    link = await dana.page.locator("#modal pre").inner_text()
    await dana.close()
    return link.strip()


async def told(dana: Visitor, count: int) -> list[Any]:
    """What the page's stream told, once it is so much."""
    await dana.page.wait_for_function("count => told.length >= count", arg=count)
    found: list[Any] = await dana.page.evaluate("told")
    return found


async def asked(dana: Visitor) -> None:
    """A search that waits to be confirmed."""
    await dana.tab("messages")
    await dana.say("find lookalikes")
    await dana.press("icp_new")
    await tell(dana)
    await dana.offered("icp_confirm")
    # The last that is told before one confirms; what is drawn anew closes an open menu.
    await dana.reads("Press Confirm, and I read them")


async def follow_elsewhere(dana: Visitor) -> None:
    await asked(dana)
    await dana.page.evaluate(FOLLOW, await link_of(dana))
    assert [id_ for id_, _ in await told(dana, 3)] == ["1", "2", "3"]
    await dana.press("icp_cancel")
    found = await told(dana, 4)
    assert found[-1][1]["message"] == "That search was cancelled. What was found is kept."


PLAYED = ((follow_elsewhere, frozenset({"icp_new", "icp_follow", "icp_cancel"})),)
"""Walks, and what they click; each needs `icp_scenes.lookalikes`."""
