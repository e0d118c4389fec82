"""Reading over HTTP from sites that behave, and from those that do not."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from agent.pages.errors import PageError, Trouble
from agent.pages.fetch import AGENT
from agent.pages.reader import PageReader
from tests.agent.pages.conftest import Open, plain_reader
from tests.contracts.page_reader import SITES, PageReaderContract
from tests.small_web import asleep, body, bomb, cut_off, drip, flood, html, hung_up, small_web, status, to

PAGE = html("<h1>Hello</h1><p>Something to read.</p>")
HTML = {"Content-Type": "text/html; charset=utf-8"}


class TestPlainReader(PageReaderContract):
    @asynccontextmanager
    async def reading(self) -> AsyncIterator[PageReader]:
        async with small_web(SITES) as web, plain_reader(web.resolver) as reader:
            yield reader


TROUBLES = {
    "/404": (status(404), Trouble.NOT_FOUND),
    "/410": (status(410), Trouble.NOT_FOUND),
    "/401": (status(401), Trouble.REFUSED),
    "/403": (status(403), Trouble.REFUSED),
    "/429": (status(429), Trouble.REFUSED),
    "/500": (status(500), Trouble.BROKEN),
    "/503": (status(503), Trouble.BROKEN),
    "/204": (status(204), Trouble.BROKEN),
    "/slow": (asleep, Trouble.TIMED_OUT),
    "/drip": (drip, Trouble.TIMED_OUT),
    "/flood": (flood, Trouble.TOO_BIG),
    "/huge": (body(b"<p>" + b"x" * 200_000, **HTML), Trouble.TOO_BIG),
    "/bomb": (bomb(50_000_000), Trouble.TOO_BIG),
    "/cut": (cut_off, Trouble.BROKEN),
    "/hung-up": (hung_up, Trouble.BROKEN),
    "/no-gzip": (body(b"not packed", **HTML, **{"Content-Encoding": "gzip"}), Trouble.BROKEN),
    "/brotli": (body(b"\x0b\x02\x80", **HTML, **{"Content-Encoding": "br"}), Trouble.BROKEN),
    "/pdf": (body(b"%PDF-1.7", **{"Content-Type": "application/pdf"}), Trouble.NOT_HTML),
    "/json": (body(b"{}", **{"Content-Type": "application/json"}), Trouble.NOT_HTML),
    "/nothing": (body(b"", **HTML), Trouble.EMPTY),
    "/loop": (to("/loop"), Trouble.REDIRECTS),
    "/to-loopback": (to("http://127.0.0.1:22/"), Trouble.BAD_ADDRESS),
    "/to-loopback-80": (to("http://127.0.0.1/"), Trouble.PRIVATE),
    "/to-metadata": (to("http://169.254.169.254/latest/meta-data/"), Trouble.PRIVATE),
    "/to-decimal": (to("http://2130706433/"), Trouble.PRIVATE),
    "/to-mapped": (to("http://[::ffff:127.0.0.1]/"), Trouble.PRIVATE),
    "/to-file": (to("file:///etc/passwd"), Trouble.BAD_ADDRESS),
    "/to-nowhere": (to("https://nobody.example/"), Trouble.UNKNOWN_HOST),
    "/to-forbidden": (to("https://closed.example/"), Trouble.ROBOTS),
    "/to-nothing": (to("http://[::bad/"), Trouble.BROKEN),
}


@pytest.mark.parametrize("path", TROUBLES)
async def test_what_goes_wrong_is_named(sites: Open, path: str):
    answer, kind = TROUBLES[path]
    closed = {"/": PAGE, "/robots.txt": "User-agent: *\nDisallow: /\n"}
    async with sites({"odd.example": {path: answer}, "closed.example": closed}) as (reader, web):
        with pytest.raises(PageError) as caught:
            await reader.read(f"https://odd.example{path}")
        assert caught.value.kind is kind
        assert "closed.example/" not in web.asked


async def test_redirects_are_followed_and_the_last_address_counts(sites: Open):
    pages = {
        "acme.example": {"/": to("/en"), "/en": to("https://www.other.example/x#top")},
        "other.example": {"/x": PAGE},
    }
    async with sites(pages) as (reader, web):
        page = await reader.read("http://acme.example/")
        assert page.url == "https://www.other.example/x"
        assert web.agents == {AGENT}


async def test_five_redirects_are_followed_and_a_sixth_is_not(sites: Open):
    chain = {f"/{number}": to(f"/{number + 1}") for number in range(6)}
    async with sites({"acme.example": {**chain, "/6": PAGE}}) as (reader, _):
        assert (await reader.read("https://acme.example/1")).url.endswith("/6")
        with pytest.raises(PageError) as caught:
            await reader.read("https://acme.example/0")
        assert caught.value.kind is Trouble.REDIRECTS


async def test_compressed_pages_are_unpacked(sites: Open):
    packed = body(gzip.compress(PAGE.encode()), **HTML, **{"Content-Encoding": "gzip"})
    async with sites({"acme.example": {"/": packed}}) as (reader, _):
        assert "Something to read." in (await reader.read("https://acme.example/")).text


async def test_robots_txt_is_asked_for_once_a_host(sites: Open):
    rules = "User-agent: LeadsmithBot\nDisallow: /*/private\nUser-agent: *\nDisallow: /\n"
    async with sites(
        {"acme.example": {"/robots.txt": rules, "/a": PAGE, "/b": PAGE, "/b/private": PAGE}}
    ) as (reader, web):
        await reader.read("https://acme.example/a")
        await reader.read("https://acme.example/b")
        with pytest.raises(PageError) as caught:
            await reader.read("https://acme.example/b/private")
        assert caught.value.kind is Trouble.ROBOTS
        assert web.asked.count("acme.example/robots.txt") == 1


async def test_a_host_whose_robots_txt_breaks_is_not_read(sites: Open):
    async with sites({"acme.example": {"/robots.txt": status(500), "/": PAGE}}) as (reader, web):
        with pytest.raises(PageError) as caught:
            await reader.read("https://acme.example/")
        assert caught.value.kind is Trouble.BROKEN
        assert "acme.example/" not in web.asked


async def test_a_page_in_place_of_robots_txt_forbids_nothing(sites: Open):
    async with sites({"acme.example": {"/robots.txt": PAGE, "/": PAGE}}) as (reader, _):
        assert (await reader.read("https://acme.example/")).lines
