"""A page that is written to hold readers up is read as soon as any other: nobody is served meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from agent.pages import html, markdown
from agent.pages.colours import colour
from agent.pages.fetch import MOST_BYTES
from agent.pages.sitemap import locations
from agent.pages.styles import declarations, hides, rules

SECONDS = 2.0
"""Of computing: what takes longer takes minutes; an idle machine needs a tenth."""


def sheet(text: str) -> Any:
    return list(rules(text))


def style(text: str) -> Any:
    return hides({**declarations(text), "transform": text, "clip": text})


def page(text: str) -> Any:
    return markdown.page_of("https://acme.example/", text)


def styled(text: str) -> Any:
    return html.page_of("https://acme.example/", f"<style>{text}</style><p>Acme</p>")


HOSTILE: dict[str, tuple[Callable[[str], Any], str, str]] = {
    "comments that are not closed": (sheet, "/* ", ""),
    "a sheet without rules": (sheet, "a", ""),
    "rules in rules": (sheet, "a{", "}"),
    "a page with such a sheet": (styled, "/* ", ""),
    "comments in a style": (style, "/* ", ""),
    "movements that lead nowhere": (style, "translate", ""),
    "a colour of blanks": (colour, " ", "x"),
    "a sitemap of blanks": (locations, " ", ""),
    "a sitemap of beginnings": (locations, "<loc> ", ""),
    "a sitemap of sections": (locations, "<loc><![CDATA[ ", ""),
    "brackets": (page, "[", ""),
    "links that are not closed": (page, "[](", ""),
    "addresses that are not closed": (page, "[](x", ""),
    "an address without an end": (page, "x", "[a](x"),
    "pictures that are not closed": (page, "![](", ""),
    "a heading of blanks": (page, " ", "x"),
    "a row without an end": (page, "|", "x"),
    "a row of nothing": (page, "|", "|"),
    "tags that are not closed": (page, "<", ""),
}
BEFORE = {"a colour of blanks": "rgb(1", "a sitemap of blanks": "<loc>", "a heading of blanks": "# a"}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_page_takes_longer_than_its_size(name: str):
    read, again, end = HOSTILE[name]
    text = BEFORE.get(name, "") + again * (MOST_BYTES // len(again)) + end
    began = time.thread_time()
    read(text)
    assert time.thread_time() - began < SECONDS


def test_what_follows_a_comment_that_is_not_closed_is_none_of_the_sheet():
    assert [each for each, _ in rules("p{top:0} /* b */* {top:0} /* i{top:0}")] == ["p", "*"]
    assert declarations("top: 0; /* left: 0") == {"top": "0"}


def test_a_colour_that_is_none_holds_up_nobody():
    assert colour("rgba(1, 2, 3, 1.2.3)") is None
    assert colour("rgba( 1 ,  2 , 3 / 50% )") == (1, 2, 3)


def test_links_headings_and_rules_are_what_they_were():
    text = (
        "# Our *team* ##\n---\n[Ada](<https://acme.example/ada> “Ada”) ![face](a.png)[b](/b)\n| :-- | --- |"
    )
    read = page(text)
    assert read.text == "Our team\nAda b"
    assert [link.url for link in read.links] == ["https://acme.example/ada", "https://acme.example/b"]
    assert locations("<loc> <![CDATA[ https://a.example/?a=1&amp;b ]]></loc>") == ["https://a.example/?a=1&b"]
