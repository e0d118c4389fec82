"""How sites misbehave: one way a site, known from its truth."""

from __future__ import annotations

from enum import StrEnum

from agent.market.web.kinds import Kind


class Behaviour(StrEnum):
    """What is wrong with a site, if anything."""

    NORMAL = "normal"
    SLOW = "slow"
    """Every page takes two seconds."""
    STALLED = "stalled"
    """Every page takes fifteen seconds: longer than anybody waits."""
    ERROR = "error"
    """Every page is a 500."""
    PART_ERROR = "part_error"
    """The team's and the careers page are a 500."""
    TRUNCATED = "truncated"
    """The connection ends in the middle of the page that Content-Length promised."""
    RESET = "reset"
    """The connection is aborted before any answer."""
    ENDLESS = "endless"
    """The body never ends."""
    HUGE = "huge"
    """The body has 12 million bytes of filling before any content."""
    COOKIE_WALL = "cookie_wall"
    """The content comes only after a click on the consent form."""
    COOKIE_OVERLAY = "cookie_overlay"
    """A consent dialog covers the page; the content is in the HTML."""
    REDIRECT_WWW = "redirect_www"
    """The bare domain leads to www."""
    REDIRECT_HOST = "redirect_host"
    """The domain leads to another one of the same company."""
    REDIRECT_LOOP = "redirect_loop"
    """Every page leads to itself."""
    REDIRECT_LOOPBACK = "redirect_loopback"
    """Every page leads to http://127.0.0.1/."""
    REDIRECT_METADATA = "redirect_metadata"
    """Every page leads to the metadata address of cloud machines, http://169.254.169.254/."""
    PERCENT_LINKS = "percent_links"
    """Links are percent-encoded, some of them to domains that are none."""
    LATIN_AS_UTF8 = "latin_as_utf8"
    """The bytes are windows-1252, the headers and the markup say utf-8."""
    UTF8_AS_LATIN = "utf8_as_latin"
    """The bytes are utf-8, the headers and the markup say windows-1252."""
    ROBOTS_PARTS = "robots_parts"
    """robots.txt forbids the team's and the careers page."""
    ROBOTS_ALL = "robots_all"
    """robots.txt forbids everything."""
    LOGIN_WALL = "login_wall"
    """All but the first page asks for a password."""


_UNREADABLE = frozenset(
    {
        Behaviour.STALLED,
        Behaviour.ERROR,
        Behaviour.TRUNCATED,
        Behaviour.RESET,
        Behaviour.ENDLESS,
        Behaviour.HUGE,
        Behaviour.COOKIE_WALL,
        Behaviour.REDIRECT_LOOP,
        Behaviour.REDIRECT_LOOPBACK,
        Behaviour.REDIRECT_METADATA,
        Behaviour.ROBOTS_ALL,
    }
)
PARTS = frozenset({Kind.TEAM, Kind.CAREERS})
"""The pages that a site withholds when it withholds parts of itself."""


def reachable(behaviour: Behaviour) -> frozenset[Kind]:
    """The kinds of pages that a polite and patient reader can have from such a site."""
    if behaviour in _UNREADABLE:
        return frozenset()
    if behaviour is Behaviour.LOGIN_WALL:
        return frozenset({Kind.HOME})
    if behaviour in {Behaviour.PART_ERROR, Behaviour.ROBOTS_PARTS}:
        return frozenset(Kind) - PARTS
    return frozenset(Kind)
