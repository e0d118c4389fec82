"""Every vendor's adapter keeps the contract, over HTTP, against what its vendor documents."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import httpx2
import pytest
from aiohttp import web

from agent.enrichment.line import new_http
from agent.enrichment.provider import Kind, Provider, Tools
from agent.enrichment.providers import KEYED, PROVIDERS
from agent.enrichment.providers.apollo import APOLLO
from agent.enrichment.providers.generic_inbox import GENERIC_INBOX
from agent.enrichment.providers.hunter import HUNTER
from agent.enrichment.providers.permutations import PERMUTATIONS
from agent.enrichment.providers.prospeo import PROSPEO
from agent.enrichment.providers.serper import SERPER
from agent.enrichment.providers.snov import SNOV, Snov
from agent.enrichment.providers.website import WEBSITE
from agent.enrichment.providers.zerobounce import ZEROBOUNCE
from agent.enrichment.wanted import Answer, Wanted
from tests.contracts.vendor import ADA, FOLDER, Canned, ProviderContract, VerifierContract, canned


class TestHunter(ProviderContract):
    kind = HUNTER


class TestApollo(ProviderContract):
    kind = APOLLO


class TestSerper(ProviderContract):
    kind = SERPER


class TestSnov(ProviderContract):
    kind = SNOV

    def make(self, server: Canned, http: httpx2.AsyncClient) -> Snov:
        keys = {"id": "secret", "secret": "secret"}
        return partial(Snov, pause=0.0)(Tools(http, server.url, keys))


class TestProspeo(ProviderContract):
    kind = PROSPEO


class TestZeroBounce(VerifierContract):
    kind = ZEROBOUNCE


def test_every_vendor_with_a_key_has_its_documented_words() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == {kind.name for kind in KEYED}


class Pages:
    """A reader of one site."""

    def __init__(self, **texts: Sequence[str]) -> None:
        self._texts = texts
        self.read: list[str] = []

    async def text_of(self, url: str) -> Sequence[str]:
        self.read.append(url)
        return self._texts.get(url.rpartition("/")[2].replace(".", "_"), ())


async def test_a_website_tells_what_stands_on_its_pages() -> None:
    pages = Pages(acme_example=["Call us"], team=["Ada Lovelace", "mailto:ada.lovelace@acme.example"])
    found = await WEBSITE.make(Tools(new_http(), "", reads=pages)).find(ADA)
    assert [(each.email, each.place) for each in found.candidates] == [
        ("ada.lovelace@acme.example", "https://acme.example/team")
    ]
    assert len(pages.read) == 4


async def test_a_website_is_read_over_http() -> None:
    """Its reader here has one host for all domains."""

    class Reader:
        async def text_of(self, url: str) -> Sequence[str]:
            reply = await http.get(server.url + httpx2.URL(url).path)
            return [reply.text] if reply.is_success else []

    async with canned() as server, new_http() as http:
        server.replies |= dict.fromkeys(("/", "/contact", "/about"), web.Response(status=404))
        server.replies["/team"] = web.Response(text="<a href='mailto:ada.lovelace@acme.example'>Ada</a>")
        found = await WEBSITE.make(Tools(http, "", reads=Reader())).find(ADA)
    assert [each.email for each in found.candidates] == ["ada.lovelace@acme.example"]


@pytest.mark.parametrize("kind", [WEBSITE, PERMUTATIONS, GENERIC_INBOX])
async def test_without_the_companys_domain_there_is_nothing_to_say(kind: Kind[Provider]) -> None:
    pages = Pages()
    port = kind.make(Tools(new_http(), "", reads=pages))
    assert await port.find(Wanted("Ada", "Lovelace", "Acme")) == Answer()
    assert pages.read == []
    assert await port.check() is None


async def test_spellings_begin_with_the_likeliest() -> None:
    port = PERMUTATIONS.make(Tools(new_http(), ""))
    found = await port.find(Wanted("Jean-Luc", "Müller", "Acme", "acme.example"))
    assert [each.email for each in found.candidates][:3] == [
        "jeanluc.muller@acme.example",
        "jmuller@acme.example",
        "jeanlucmuller@acme.example",
    ]


def test_the_usual_order_ends_with_the_shared_inbox() -> None:
    assert [kind.name for kind in PROVIDERS] == [
        "hunter",
        "apollo",
        "website",
        "serper",
        "snov",
        "prospeo",
        "permutations",
        "generic_inbox",
    ]
