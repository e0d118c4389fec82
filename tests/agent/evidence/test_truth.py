"""Extraction against the ground truth of the fictional market: every field, over HTTP."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from contextlib import AsyncExitStack
from dataclasses import replace

import pytest

from agent.evidence.evidence import Evidence, Signal, Site
from agent.evidence.visiting import WHOLE_SITE, explore, known, visit_home
from agent.pages.reading import Reading
from agent.pages.resolver import FictionalResolver
from agent.prospecting.adapters.sites import SiteEvidence, Sites
from agent.prospecting.parts import Knobs
from agent.prospecting.reading import with_more
from tests.agent.evidence.scoring import FIELDS, Score, told

server = pytest.importorskip("agent.market.web.server")
directory = pytest.importorskip("agent.market.web.directory")
truths = pytest.importorskip("agent.market.web.truth")

pytestmark = [pytest.mark.long, pytest.mark.timeout(600)]
PRECISION, RECALL = 0.95, 0.85
Way = Callable[[Reading, str], Awaitable[Iterable[Evidence]]]
"""How a site is read: by research, or by a search for customers."""


async def deeply(reading: Reading, host: str) -> Iterable[Evidence]:
    """As a deep research does."""
    home = await visit_home(reading.reader, reading.sitemaps, Site(host))
    return known(await explore(reading.reader, Site(host, home.name), [home], WHOLE_SITE))


async def listed(reading: Reading, host: str) -> Iterable[Evidence]:
    """As a search for customers does: a first look, and the rest of those that are on its list."""
    sites, extract = Sites(reading.patient, reading.sitemaps), SiteEvidence().signals
    look = await sites.read(host, replace(Knobs(), whole=False))
    rest = await sites.read_on(host, look.unread, Knobs())
    found = with_more(extract(host, look.pages), extract(host, rest.pages))
    return [
        Evidence(
            signal=Signal(each.field),
            value=each.value,
            url=each.url,
            snippet="",
            title=each.title,
            email=each.email,
        )
        for each in found
    ]


async def figures(way: Way, hosts: Iterable[str], *, seen_only: bool) -> dict[str, tuple[float, float]]:
    """Precision and recall of each field."""
    score = Score()
    async with server.MarketServer(seen_only=seen_only) as web, AsyncExitStack() as opened:
        reading = Reading(FictionalResolver(web.resolve), opened)
        for host in hosts:
            score.add(truths.truth(host), await way(reading, host))
    return score.figures()


def sane(*, seen_only: bool) -> list[str]:
    """The domains of companies whose sites behave."""
    known_ones = directory.directory(seen_only).items()
    return [host for host, one in known_ones if one.behaviour.value == "normal"]


def some(hosts: list[str], count: int) -> list[str]:
    """So many of them, far apart."""
    return hosts[:: max(1, len(hosts) // count)][:count]


@pytest.mark.parametrize("way", [deeply, listed])
@pytest.mark.parametrize(
    ("count", "seen_only"),
    [
        pytest.param(60, True, id="60"),
        pytest.param(200, True, id="200", marks=pytest.mark.soak),
        pytest.param(200, False, id="200 of the whole market", marks=pytest.mark.soak),
    ],
)
async def test_every_field_is_right_and_most_are_found(way: Way, count: int, seen_only: bool):
    """With the pages that are read as it is shipped; figures (precision/recall) with -s."""
    measured = await figures(way, some(sane(seen_only=seen_only), count), seen_only=seen_only)
    told(f"{way.__name__}, {count} companies, {seen_only=}", measured)
    low = {name: each for name, each in measured.items() if each[0] < PRECISION or each[1] < RECALL}
    assert low == {}
    assert len(measured) == FIELDS


@pytest.mark.soak
async def test_what_nothing_was_tuned_on_is_measured():
    """The third of the designs, and the language, that were kept aside; figures alone, with -s."""
    hosts = {host: directory.directory()[host] for host in sane(seen_only=False)}
    unseen = {host: one for host, one in hosts.items() if one.unseen}
    french = [host for host, one in unseen.items() if one.language == directory.UNSEEN_LANGUAGE]
    designs = [host for host, one in unseen.items() if one.language != directory.UNSEEN_LANGUAGE]
    for what, chosen in (("designs", some(designs, 100)), ("French", some(french, 100))):
        measured = await figures(listed, chosen, seen_only=False)
        told(f"unseen {what}, {len(chosen)} companies", measured)
        assert len(measured) == FIELDS
