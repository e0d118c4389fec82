"""Serper, Brave Search and the market's directory keep one contract, each over HTTP as it is documented."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import httpx2
import pytest

from agent.discovery.brave import Brave
from agent.discovery.directory import HOST, Directory
from agent.discovery.line import SECONDS
from agent.discovery.serper import Serper
from agent.discovery.source import Keys, NoKeyError, OutOfCreditError, RefusedError, Result, Source
from tests.contracts.sources import ACME, GLOBEX, SourceContract, Vendor


def keys_of(key: str | None) -> Keys:
    async def keys(workspace: str, source: str) -> str | None:
        assert (workspace, bool(source)) == ("T1", True)
        return key

    return keys


class Keyed(SourceContract):
    async def test_without_a_key_nobody_is_asked(self, vendor: Vendor, http: httpx2.AsyncClient):
        with pytest.raises(NoKeyError):
            await self.made(http, vendor.url, None).search("T1", "logistics", 1)
        assert vendor.asked == []


class TestSerper(Keyed):
    """Documentation: https://serper.dev/playground (`organic`: title, link, snippet, position)."""

    def made(self, http: httpx2.AsyncClient, url: str, key: str | None, seconds: float = SECONDS) -> Source:
        return Serper(http, keys_of(key), url, seconds)

    def documented(self, results: Sequence[Result]) -> Any:
        organic = [
            {"title": each.title, "link": each.url, "snippet": each.snippet, "position": number}
            for number, each in enumerate(results, 1)
        ]
        parameters = {"q": "logistics", "type": "search", "num": 10, "engine": "google"}
        return {"searchParameters": parameters, "organic": organic, "credits": 1}

    async def test_it_is_asked_as_documented(self, vendor: Vendor, http: httpx2.AsyncClient):
        vendor.gives(self.documented([ACME]))
        await self.made(http, vendor.url, "secret").search("T1", "logistics berlin", 3)
        method, path, headers, asked = vendor.asked[0]
        assert (method, path, headers["X-API-KEY"]) == ("POST", "/search", "secret")
        assert asked == {"q": "logistics berlin", "page": 3, "num": 10}

    async def test_it_says_400_when_credits_are_used_up(self, vendor: Vendor, http: httpx2.AsyncClient):
        vendor.gives({"message": "Not enough credits", "statusCode": 400}, 400)
        assert isinstance(await self.fails(vendor, http), OutOfCreditError)


class TestBrave(Keyed):
    """Documentation: https://api-dashboard.search.brave.com/api-reference/web/search/get."""

    def made(self, http: httpx2.AsyncClient, url: str, key: str | None, seconds: float = SECONDS) -> Source:
        return Brave(http, keys_of(key), url, seconds)

    def documented(self, results: Sequence[Result]) -> Any:
        found = [
            {"title": r.title, "url": r.url, "description": r.snippet, "type": "search_result"}
            for r in results
        ]
        query = {"original": "logistics", "more_results_available": True}
        web = {"web": {"type": "search", "results": found, "family_friendly": True}} if found else {}
        return {"type": "search", "query": query, **web}

    def refused(self, status: int) -> Any:
        error = {"id": "1", "status": status, "code": "SUBSCRIPTION_TOKEN_INVALID", "detail": "No."}
        return {"type": "ErrorResponse", "error": error}

    async def test_it_is_asked_as_documented(self, vendor: Vendor, http: httpx2.AsyncClient):
        vendor.gives(self.documented([ACME]))
        await self.made(http, vendor.url, "secret").search("T1", "logistics berlin", 3)
        method, path, headers, asked = vendor.asked[0]
        assert (method, path) == ("GET", "/res/v1/web/search")
        assert headers["X-Subscription-Token"] == "secret"
        assert asked == {"q": "logistics berlin", "count": "10", "offset": "2", "text_decorations": "false"}

    async def test_what_is_too_long_for_it_is_cut_and_what_is_too_deep_is_nothing(
        self, vendor: Vendor, http: httpx2.AsyncClient
    ):
        vendor.gives(self.documented([ACME]))
        source = self.made(http, vendor.url, "secret")
        await source.search("T1", "word " * 80, 10)
        assert len(vendor.asked[0][3]["q"].split()) == 50
        assert list(await source.search("T1", "logistics", 11)) == []
        assert len(vendor.asked) == 1

    async def test_it_says_422_when_the_key_is_wrong(self, vendor: Vendor, http: httpx2.AsyncClient):
        vendor.gives(self.refused(422), 422)
        assert isinstance(await self.fails(vendor, http), RefusedError)

    async def test_its_markup_is_no_text(self, vendor: Vendor, http: httpx2.AsyncClient):
        vendor.gives(
            self.documented([Result("Q&amp;A", "https://a-b.example", "<strong>Big</strong> &lt;3")])
        )
        found = await self.made(http, vendor.url, "k").search("T1", "q", 1)
        assert (found[0].title, found[0].snippet) == ("Q&A", "Big <3")


class TestDirectory(SourceContract):
    """The fictional market's own: `results` with title, url and snippet, ten a page."""

    def made(self, http: httpx2.AsyncClient, url: str, key: str | None, seconds: float = SECONDS) -> Source:
        del key
        return Directory(http, url, seconds)

    def documented(self, results: Sequence[Result]) -> Any:
        found = [{"title": r.title, "url": r.url, "snippet": r.snippet} for r in results]
        return {"query": "q", "page": 1, "total": len(found), "next": None, "results": found}

    async def test_it_is_asked_under_its_own_name(self, vendor: Vendor, http: httpx2.AsyncClient):
        vendor.gives(self.documented([GLOBEX]))
        await self.made(http, vendor.url, None).search("T1", "logistics", 2)
        method, path, headers, asked = vendor.asked[0]
        assert (method, path, headers["Host"], asked) == (
            "GET",
            "/search",
            HOST,
            {"q": "logistics", "page": "2"},
        )
