"""Walks through the sources of companies, and the ledger as a table."""

from __future__ import annotations

from playwright.async_api import FilePayload

from tests.browser.enrich_scenes import ADA, LONG, close_both, open_providers, open_sources, set_demo_keys
from tests.browser.scenes import Scene
from tests.browser.visitor import Visitor

COMPANIES = (
    "Company,Website,Branch\nAcme,https://acme.example/,Logistics\nGlobex,globex.example,Software\nNobody,,\n"
)


def _file() -> FilePayload:
    return {"name": "companies.csv", "mimeType": "text/csv", "buffer": COMPANIES.encode()}


async def settle_who_is_searched(dana: Visitor) -> None:
    await open_sources(dana)
    await dana.reads("no list yet", "#modal")
    await dana.press("source_list")
    await dana.page.set_input_files('#modal input[type="file"]', _file())
    await dana.reads("companies.csv", "#modal")
    await dana.page.click("#modal-submit")
    await dana.reads("2 companies · left out, without a site: 1", "#modal")
    await dana.press("source_list_remove")
    await dana.reads("no list yet", "#modal")
    await dana.press("source_key")
    await dana.field("account:provider:brave:key").fill("wrong")
    await dana.page.click("#modal-submit")
    await dana.reads("Brave Search does not accept the key", "#modal")
    await dana.field("account:provider:brave:key").fill("demo")
    await dana.page.click("#modal-submit")
    await dana.reads("Brave Search accepted the key", "#modal")
    await dana.press("source_back")
    await dana.reads("key set", "#modal")
    await dana.press("source_key_remove")
    await dana.reads("no key: not asked", "#modal")


async def read_the_ledger_as_a_table(dana: Visitor) -> None:
    await set_demo_keys(dana)
    await close_both(dana)
    await dana.tab("messages")
    await dana.say(ADA)
    await dana.press("contact_start")
    await dana.reads("1 verified e-mail for 1 lead", ms=LONG)
    await open_providers(dana)
    await dana.press("provider_ledger")
    await dana.press("provider_table")
    await dana.reads("The table is in our conversation", "#modal")
    await dana.page.click("#modal-close")
    await dana.close()
    await dana.tab("messages")
    await dana.reads("What contact providers cost and find", "#content")


_CLICKS = (
    "sources_open",
    "source_list",
    "source_list_remove",
    "source_key",
    "source_key_remove",
    "source_back",
)
SOURCE_SCENES = (
    Scene(settle_who_is_searched, frozenset(_CLICKS)),
    Scene(read_the_ledger_as_a_table, frozenset({"provider_table"})),
)
