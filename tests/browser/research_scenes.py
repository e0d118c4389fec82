"""Walks through research: a site is read, and read more deeply."""

from __future__ import annotations

from tests.browser.scenes import Scene
from tests.browser.visitor import Visitor


async def research_a_site(dana: Visitor) -> None:
    await dana.tab("messages")
    await dana.say("quick research on acme.example")
    await dana.reads("Data quality")
    await dana.press("research_deeper")
    await dana.reads("Ada Lovelace, Chief Technology Officer")


RESEARCH_SCENES = (Scene(research_a_site, frozenset({"research_deeper"})),)
