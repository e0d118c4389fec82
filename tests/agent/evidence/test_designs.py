"""Extraction from designs and in words that are unlike those of the market's own sites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import cycle, islice

import pytest

from agent.evidence.evidence import Site
from agent.evidence.visiting import WHOLE_SITE, explore, known, visit_home
from tests.agent.evidence.scoring import FIELDS, Score, told

directory = pytest.importorskip("agent.market.web.directory")
rendering = pytest.importorskip("tests.agent.evidence.designs.rendering")

pytestmark = [pytest.mark.long, pytest.mark.timeout(600)]
PRECISION, RECALL = 0.95, 0.85


def companies(wording: str) -> list[str]:
    """Seen, well-behaved companies that may speak so."""
    own = {"en", "de", "es"} & {wording} or {"en", "de", "es"}
    seen = directory.directory(seen_only=True).values()
    return [each.domain for each in seen if each.behaviour.value == "normal" and each.language in own]


def sites(wordings: Iterable[str], count: int) -> Iterator[rendering.OtherSite]:
    """So many sites of companies that are far apart, the designs and the wordings in turn."""
    designs, said = cycle(rendering.DESIGNS), cycle(wordings)
    for number in range(count):
        wording = next(said)
        hosts = companies(wording)
        yield rendering.OtherSite(hosts[number * len(hosts) // count], next(designs), wording)


async def figures(of: Iterable[rendering.OtherSite]) -> dict[str, tuple[float, float]]:
    counts = Score()
    for site in of:
        domain = site.truth.domain
        home = await visit_home(site, site, Site(domain))
        visits = await explore(site, Site(domain, home.name), [home], WHOLE_SITE)
        counts.add(site.truth, known(visits))
    return counts.figures()


def check(measured: dict[str, tuple[float, float]]) -> None:
    low = {name: each for name, each in measured.items() if each[0] < PRECISION or each[1] < RECALL}
    assert low == {}
    assert len(measured) == FIELDS


async def test_every_design_is_understood():
    """Each once, every wording at least twice."""
    count = max(len(rendering.DESIGNS), 2 * len(rendering.WORDINGS))
    check(await figures(sites(rendering.WORDINGS, count)))


@pytest.mark.soak
@pytest.mark.parametrize("wording", rendering.WORDINGS)
async def test_designs_and_words_of_all_sorts_are_understood(wording: str):
    """Figures (precision/recall) with -s."""
    measured = await figures(sites([wording], 8 * len(rendering.DESIGNS)))
    told(f"other designs, {wording}", measured)
    check(measured)


@pytest.mark.soak
async def test_other_designs_are_understood_in_every_wording():
    measured = await figures(islice(sites(rendering.WORDINGS, 200), 200))
    told("other designs, 200 companies", measured)
    check(measured)
