"""The website scraper over the project's own reader."""

from __future__ import annotations

from agent.enrichment.pages import KEPT, ReadPages
from agent.pages.errors import PageError, Trouble
from agent.pages.page import Line, Link, Page


class Counted:
    """Knows one page at every address but /gone."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def read(self, url: str) -> Page:
        self.asked.append(url)
        if url.endswith("/gone"):
            raise PageError(Trouble.NOT_FOUND, url)
        return Page(url, "", "en", (Line("Write to us"),), (Link("mailto:ada@a.example", "Mail"),))


async def test_lines_and_links_are_told():
    assert "mailto:ada@a.example" in await ReadPages(Counted()).text_of("https://a.example/")


async def test_a_page_is_read_once_and_a_broken_one_again():
    reader = Counted()
    pages = ReadPages(reader)
    for _ in range(2):
        await pages.text_of("https://a.example/")
        assert await pages.text_of("https://a.example/gone") == ()
    assert reader.asked.count("https://a.example/") == 1
    assert reader.asked.count("https://a.example/gone") == 2


async def test_only_so_many_pages_are_kept():
    reader = Counted()
    pages = ReadPages(reader)
    for number in range(KEPT + 1):
        await pages.text_of(f"https://a.example/{number}")
    await pages.text_of("https://a.example/0")
    assert reader.asked.count("https://a.example/0") == 2
