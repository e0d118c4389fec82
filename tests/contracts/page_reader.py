"""What everything that reads pages owes its callers; a subclass says how to make one over these sites."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager

import pytest

from agent.pages.errors import PageError, Trouble
from agent.pages.reader import PageReader
from tests.small_web import ACME, asleep, html, status

SITES = {
    "acme.example": {
        **ACME,
        "/robots.txt": "User-agent: *\nDisallow: /secret\n",
        "/secret": html("<p>hush</p>"),
    },
    "odd.example": {
        "/": status(500),
        "/gone": status(404),
        "/closed": status(403),
        "/slow": asleep,
        "/empty": html("", nav=""),
    },
}


class PageReaderContract:
    """Subclass, and answer `reading` with a reader of the sites above."""

    def reading(self) -> AbstractAsyncContextManager[PageReader]:
        raise NotImplementedError

    async def trouble(self, url: str) -> Trouble:
        async with self.reading() as reader:
            with pytest.raises(PageError, match=r"^[^<>]+\.$") as caught:
                await reader.read(url)
        return caught.value.kind

    async def test_a_page_comes_with_its_text_its_links_and_its_language(self):
        async with self.reading() as reader:
            page = await reader.read("https://acme.example/team")
        assert page.url == "https://acme.example/team"
        texts = [line.text for line in page.lines]
        assert (
            texts.index("Ada Lovelace")
            < texts.index("Chief Technology Officer")
            < texts.index("Grace Hopper")
        )
        assert "mailto:ada@acme.example" in [link.url for link in page.links]
        assert page.language == "en"

    async def test_robots_txt_is_kept_to(self):
        assert await self.trouble("https://acme.example/secret") is Trouble.ROBOTS

    @pytest.mark.parametrize(
        "url", ["http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest", "http://10.0.0.1/"]
    )
    async def test_private_addresses_are_refused(self, url: str):
        assert await self.trouble(url) is Trouble.PRIVATE

    @pytest.mark.parametrize(
        "url",
        ["ftp://acme.example/", "file:///etc/passwd", "http://a@acme.example/", "http://acme.example:22/"],
    )
    async def test_what_is_no_web_address_is_refused(self, url: str):
        assert await self.trouble(url) is Trouble.BAD_ADDRESS

    async def test_a_host_that_is_not_there_is_said(self):
        assert await self.trouble("https://nobody.example/") is Trouble.UNKNOWN_HOST

    async def test_a_failure_is_a_page_error(self):
        assert await self.trouble("https://odd.example/") in {Trouble.BROKEN, Trouble.REFUSED}
        assert await self.trouble("https://odd.example/empty") is Trouble.EMPTY
